"""The month's close: one act through the ledger and its four readings."""

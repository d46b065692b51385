"""The ledger: how long; append-only once validated."""

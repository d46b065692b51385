"""The client's reading of the ledger: lines to invoice."""

"""The employee's reading of the ledger: pay variables."""

"""The buyer's reading of the ledger: hours credited to social clauses."""

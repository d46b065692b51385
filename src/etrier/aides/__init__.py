"""The State's reading of the ledger: ETP and aide au poste."""

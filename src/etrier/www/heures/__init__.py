"""The ledger's screens: month grid, import, validation, one line and its correction."""

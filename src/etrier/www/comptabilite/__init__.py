"""The accounts: entries, years, numbers of accounts, files, costs."""

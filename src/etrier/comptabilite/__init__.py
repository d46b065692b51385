"""The accountant's reading of everything: entries, FEC, costs, cash."""

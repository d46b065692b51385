"""Screens on people: list, sheet, contracts, PASS."""

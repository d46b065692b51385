"""Expense claims, and what a kilometre is worth."""

"""Payments of clients: list, new, set against invoices, undone."""

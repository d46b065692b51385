"""Payments of clients and what they settle."""

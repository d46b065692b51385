"""Invoices received: read from a file or typed, checked, good to pay or refused, told apart."""

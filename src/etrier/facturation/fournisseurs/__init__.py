"""Invoices received: read or typed, checked, found good to pay or refused."""

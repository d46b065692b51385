"""Invoices on paper and by e-mail: one, or all of a month."""

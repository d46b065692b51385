"""Invoices as files: CII, UBL and Factur-X, written, judged and read."""

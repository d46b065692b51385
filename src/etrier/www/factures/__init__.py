"""Invoices: a month invoiced in a few clicks, each invoice, its credit notes, settings."""

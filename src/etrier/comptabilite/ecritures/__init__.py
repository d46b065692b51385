"""Entries: what happened, told in debits and credits, once."""

"""Eligibility: a diagnosis declared, its sealed criteria, the one in force."""

"""Screens of eligibility: the diagnoses of a person, a new one, its criteria for who may."""

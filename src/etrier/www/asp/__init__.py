"""Screens on the employee records of the ASP."""

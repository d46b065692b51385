"""The yearly report of a convention: figures with their source and their reason, and comments."""

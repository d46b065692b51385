"""Signing in, signing out, changing one's password."""

"""Quotes: written, sent by a signed link, accepted or refused by the client."""

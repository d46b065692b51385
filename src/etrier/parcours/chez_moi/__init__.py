"""The person's own page: the link that opens it, her phone's session, what she asks."""

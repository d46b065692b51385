"""Papers: the texts a structure edits, the papers filled from them, their signatures."""

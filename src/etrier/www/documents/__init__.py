"""Papers: the structure's texts, papers to prepare, to sign, kept."""

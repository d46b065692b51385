"""Objects of the themes of the parcours, for the walks of the addresses."""

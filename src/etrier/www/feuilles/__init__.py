"""The weekly sheet of a chantier on a phone, with or without a network."""

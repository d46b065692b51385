"""The weekly sheet of a chantier: who came, when, and the photo of the paper."""

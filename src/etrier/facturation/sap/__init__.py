"""Services à la personne: what clients paid, their yearly attestations, the separate account."""

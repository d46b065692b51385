"""Services à la personne: attestations, separate account, activity statement."""

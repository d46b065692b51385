"""What a chantier, a post and a funder cost and bring."""

"""Where: clients, chantiers, missions, public contracts and their clauses."""

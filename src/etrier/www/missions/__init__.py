"""Screens on clients, chantiers, missions, rates and public contracts."""

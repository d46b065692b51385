"""The person: salariés, PASS IAE, contracts and their amendments."""

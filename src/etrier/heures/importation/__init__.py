"""Import of a spreadsheet of hours: people and places found, a preview, then the act."""

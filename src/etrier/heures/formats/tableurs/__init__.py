"""Any spreadsheet of hours as lines: opened, laid out, read cell by cell; rejects given back."""

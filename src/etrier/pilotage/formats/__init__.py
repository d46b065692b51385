"""The yearly report as a file: PDF to keep, docx to edit."""

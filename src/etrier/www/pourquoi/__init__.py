"""One figure opened onto its reasons."""

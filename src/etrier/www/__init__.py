"""The porch: one sub-package per family of screens."""

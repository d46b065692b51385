"""Tags and filters of the screens."""

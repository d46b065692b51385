"""Ground floor of every Django room: access gate, audit, clock, base models."""

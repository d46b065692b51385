"""Accompaniment: adviser, diagnosis, plan, interviews, skills, training, orientations."""

"""Exits: recorded with the motive of the ASP, classed, followed; rates are counted in `pilotage`."""

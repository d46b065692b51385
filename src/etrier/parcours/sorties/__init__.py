"""Exits: recorded with the motive of the ASP, classed, followed; `pilotage` counts the rates."""

"""Screens on exits: the list, one exit, the news taken afterwards, the classes of motives."""

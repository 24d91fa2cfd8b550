"""Checks of a paper against itself: one subject to a module."""

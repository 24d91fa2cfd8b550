"""Figures of prose held against the cells that their words ask for: a row by its name, a column by its heading."""

"""Targets, standards, limits and budgets told in sentences, held against the rows that have them."""

"""Figures of spans longer than a published figure covers: years to date, halves, whole years, held against sums."""

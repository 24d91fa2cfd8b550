"""Comparisons told with their size: which way, how far, in which unit and since when, against what explains them."""

"""Clean council papers of an invented county, the truth of every figure in them, and single errors to plant."""

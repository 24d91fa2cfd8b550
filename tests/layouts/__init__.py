"""Documents in many layouts, made with the truth beside them, to try extraction on.

Each layout module draws the same kind of figures in its own way and lists every cell it printed. Nothing here
uses the product's own code, so a mistake in the product cannot hide in its own truth.
"""

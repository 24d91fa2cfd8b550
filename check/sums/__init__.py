"""What the figures of one paragraph prove of each other: parts and shares, changes, remainders, sums, gaps."""

"""The sum that a sentence's words ask for, looked for among the figures within reach: part, whole, share and change."""

from check.asked.judging import check_asked

__all__ = ["check_asked"]

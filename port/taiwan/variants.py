"""Signs that people write for one another."""

SAME = str.maketrans(
    {"台": "臺", "証": "證", "帐": "帳", "账": "帳", "賬": "帳", "裏": "裡", "群": "羣", "着": "著", "线": "線"}
)
"""Ways to write one and the same word; the left one is what people type."""

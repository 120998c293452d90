"""What an examination says when something is wrong."""


class Sick(Exception):
    """`str()` is one sentence: what is wrong, and after a colon or semicolon what to do."""

"""The manuals: what one does, step by step, and what one sees."""

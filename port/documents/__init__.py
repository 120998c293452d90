"""A received file: checked, made safe, its pages kept as pictures."""

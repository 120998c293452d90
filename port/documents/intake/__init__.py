"""Reads files of strangers, in a process of its own (U-05). Nothing in here knows Django: the child starts in a moment."""

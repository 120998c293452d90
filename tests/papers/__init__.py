"""Drawn papers of organisations that do not exist, with what stands on each: the set that the reader is measured on.

Nothing here is a real paper or a scan of one. Names, persons and numbers are made up by a fixed seed; a 統一編號
passes the check sum, since the reader looks at it, but was drawn by lot. Every page says so in its last line.
"""

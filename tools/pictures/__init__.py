"""`make pictures`: how every page looks, at three widths, for people to judge."""

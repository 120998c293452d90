"""Servers that are away, slow or killed while people use the product; all of it with real processes."""

"""Reads what stands on a document that was made safe: pure functions, no database (see docs/documents.md)."""

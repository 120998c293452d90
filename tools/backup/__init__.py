"""`make backup` and `make restore`: the database and the documents as one set, in a folder."""

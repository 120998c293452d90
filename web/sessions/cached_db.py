"""Sessions in the database, read from the cache that all processes share."""

from django.contrib.sessions.backends import cached_db

from web.sessions import WrittenAtTheEnd


class SessionStore(WrittenAtTheEnd, cached_db.SessionStore):
    pass

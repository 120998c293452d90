"""Sessions in the database."""

from django.contrib.sessions.backends import db

from web.sessions import WrittenAtTheEnd


class SessionStore(WrittenAtTheEnd, db.SessionStore):
    pass

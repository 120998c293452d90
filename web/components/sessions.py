"""Sessions in the database whose cookie goes with the browser, unless 記住我 asked for it to stay.

When a session ends on the server is set at sign-in, as a moment (`set_expiry`), so no use makes it longer.
"""

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessionStore

REMEMBERED = "remembered"


class SessionStore(DatabaseSessionStore):
    def get_expire_at_browser_close(self) -> bool:
        return not self.get(REMEMBERED, False)

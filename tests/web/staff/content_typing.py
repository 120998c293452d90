"""What an editor types into the form of an entry."""

from typing import Any

from django.test import Client

from port.accounts.enums import StaffRole
from port.accounts.models import User
from port.content.models import Entry
from tests.factories import a_staff_member

NEWS = {
    "topic": "notice",
    "title": "碼頭道路施工",
    "title_en": "Road works at the wharf",
    "summary": "改走西側道路。",
    "summary_en": "Take the west road.",
    "body": "## 範圍\r\n\r\n施工期間請改走**西側道路**。",
    "body_en": "Please take the **west** road.",
    "shown_from": "",
    "shown_until": "",
    "change": "",
}


def typed(entry: Entry | None = None, **changes: Any) -> dict[str, Any]:
    """The whole form of news, over the newest revision of the entry."""
    based_on = entry.revisions.newest_first()[0].number if entry else 0
    return {**NEWS, "based_on": based_on, **changes}


def an_editor(client: Client, **overrides: Any) -> User:
    """Signed in with the browser."""
    editor = a_staff_member(StaffRole.CONTENT, **{"name": "陳編輯"} | overrides)
    client.force_login(editor)
    return editor

"""Letters, opened as a mailbox shows them."""

from django.urls import reverse
from playwright.sync_api import Page

from web.mailbox.backend import open_mailbox


def open_newest_letter(page: Page) -> None:
    """The letter itself, as HTML."""
    box = open_mailbox()
    newest = max(box.iterkeys(), key=lambda key: box.get_message(key).get_date())
    page.goto(reverse("mailbox:letter_html", args=[newest]))

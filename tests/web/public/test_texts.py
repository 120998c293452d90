"""Whoever follows a link in a text of the product gets there, in both languages."""

import re

import pytest
from django.test import Client

from port.content.library import install_content
from port.content.models import Entry

pytestmark = pytest.mark.django_db

LINK = re.compile(r'href="(/[^"#]*)')
LED_ON = {200, 302}


def test_every_link_within_the_portal_leads_somewhere(client: Client):
    install_content()
    pages = [html for entry in Entry.objects.all() for html in (entry.html, entry.html_en)]
    links = {link for html in pages for link in LINK.findall(html)}

    dead = {link: answer for link in sorted(links) if (answer := client.get(link).status_code) not in LED_ON}

    assert len(links) > 20
    assert dead == {}

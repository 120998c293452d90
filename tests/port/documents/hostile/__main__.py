"""Writes `docs/hostile-files.md` anew."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
django.setup()

from tests.port.documents.hostile.page import PAGE, page  # noqa: E402 - the files are made with models at hand

PAGE.write_text(page(), encoding="utf-8")

"""News and notices become entries, each with the one revision that it was."""

from datetime import datetime, time

from django.db import migrations
from django.utils import timezone
from django.utils.html import linebreaks


def _add(apps, *, shown_from, **words):
    """The rows of before had no markup: escaped, line for line, they are what readers saw."""
    at = timezone.make_aware(datetime.combine(shown_from, time.min))
    html = str(linebreaks(words["body"], autoescape=True))
    entry = apps.get_model("content", "Entry").objects.create(
        state="published", shown_from=shown_from, html=html, created_at=at, published_at=at, **words
    )
    content = {name: value for name, value in words.items() if name not in {"kind", "shown_until"}}
    content |= {"shown_from": shown_from.isoformat()}
    if words.get("shown_until"):
        content["shown_until"] = words["shown_until"].isoformat()
    apps.get_model("content", "Revision").objects.create(
        entry=entry, number=1, content=content, written_at=at, published_at=at
    )


def keep(apps, schema_editor):
    for news in apps.get_model("content", "News").objects.order_by("published_on", "pk"):
        words = {"title": news.title, "body": news.body, "topic": news.category}
        _add(apps, kind="news", shown_from=news.published_on, **words)
    for notice in apps.get_model("content", "Notice").objects.order_by("shown_from", "pk"):
        words = {"title": notice.summary, "body": notice.body, "shown_until": notice.shown_until}
        _add(apps, kind="notice", shown_from=notice.shown_from, **words)


class Migration(migrations.Migration):
    dependencies = [("content", "0002_portal")]

    operations = [
        migrations.RunPython(keep, migrations.RunPython.noop),
        migrations.DeleteModel(name="News"),
        migrations.DeleteModel(name="Notice"),
    ]

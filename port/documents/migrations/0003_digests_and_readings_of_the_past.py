"""Documents from before get what newer ones have from their first day: findable digests, and a place in the reader's line."""

from django.db import migrations

AT_ONCE = 500


def fill(apps, schema_editor):
    StoredDocument = apps.get_model("documents", "StoredDocument")
    OriginalDigest = apps.get_model("documents", "OriginalDigest")
    DocumentReading = apps.get_model("documents", "DocumentReading")
    bare = StoredDocument.objects.filter(digests=None).only("originals")
    digests = (
        OriginalDigest(document=document, sha256=original["sha256"])
        for document in bare.iterator(AT_ONCE)
        for original in document.originals
    )
    OriginalDigest.objects.bulk_create(list(digests), batch_size=AT_ONCE)
    unread = StoredDocument.objects.filter(reading=None).only("pk")
    readings = [DocumentReading(document=document, urgent=False) for document in unread.iterator(AT_ONCE)]
    DocumentReading.objects.bulk_create(readings, batch_size=AT_ONCE)


class Migration(migrations.Migration):

    dependencies = [
        ('documents', '0002_readings_scans_and_undo'),
    ]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]

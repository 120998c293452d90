from django.db import migrations

from port.audit.guard import allow_changes, forbid_changes


class Migration(migrations.Migration):

    dependencies = [
        ('audit', '0003_result_origin_and_seal'),
    ]

    operations = [
        migrations.RunPython(forbid_changes, allow_changes),
    ]

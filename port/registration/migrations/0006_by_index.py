"""Indexes for the views of the queue, made while people go on writing; and one time for an application and its document."""

from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

from port.database import AddIndexWhileServing

AT_ONCE = 2000


def take_the_time_of_the_document(apps, schema_editor):
    """The queue puts both in one order. They were written within a moment of each other."""
    applications = apps.get_model('registration', 'AccountApplication').objects
    documents = apps.get_model('companies', 'CompanyDocument').objects
    differ = applications.exclude(document=None).exclude(submitted_at=F('document__submitted_at')).order_by('pk')
    of_document = Subquery(documents.filter(pk=OuterRef('document')).values('submitted_at')[:1])
    while keys := list(differ.values_list('pk', flat=True)[:AT_ONCE]):
        applications.filter(pk__in=keys).update(submitted_at=of_document)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('companies', '0006_names'),
        ('registration', '0005_portal'),
    ]

    operations = [
        AddIndexWhileServing(
            model_name='accountapplication',
            index=models.Index(condition=models.Q(('forerunner__isnull', False), ('state', 'submitted')), fields=['submitted_at', 'id'], name='application_returned'),
        ),
        AddIndexWhileServing(
            model_name='accountapplication',
            index=models.Index(condition=models.Q(('state', 'rejected')), fields=['submitted_at', 'id'], name='application_refused'),
        ),
        migrations.RunPython(take_the_time_of_the_document, migrations.RunPython.noop),
    ]

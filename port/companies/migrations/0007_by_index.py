"""Indexes for the views of the queue, made while people go on writing; and the names that are there already."""

from django.db import migrations, models

from port.companies.naming import terms_of_name
from port.database import AddIndexWhileServing


def keep_names(apps, schema_editor):
    """In parts, each written by itself; what is there already stays, so it can be begun again."""
    documents, terms = apps.get_model('companies', 'CompanyDocument'), apps.get_model('companies', 'NameTerm')
    names = list(documents.objects.order_by('company_name').values_list('company_name', flat=True).distinct())
    for first in range(0, len(names), 100):
        part = names[first : first + 100]
        rows = [terms(term=term, name=name) for name in part for term in sorted(terms_of_name(name))]
        terms.objects.bulk_create(rows, ignore_conflicts=True)


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('companies', '0006_names'),
    ]

    operations = [
        AddIndexWhileServing(
            model_name='companydocument',
            index=models.Index(fields=['company_name'], name='document_by_name'),
        ),
        AddIndexWhileServing(
            model_name='companydocument',
            index=models.Index(condition=models.Q(('forerunner__isnull', False), ('state', 'pending')), fields=['submitted_at', 'id'], name='document_returned'),
        ),
        AddIndexWhileServing(
            model_name='companydocument',
            index=models.Index(condition=models.Q(('state', 'rejected')), fields=['submitted_at', 'id'], name='document_refused'),
        ),
        AddIndexWhileServing(
            model_name='companydocument',
            index=models.Index(condition=models.Q(('state', 'pending'), _negated=True), fields=['submitted_at', 'id'], name='document_answered'),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop),
    ]

"""What the record says about one thing, or about several that belong together."""

from django.db.models import Model, Q

from port.audit.models import AuditRecord, AuditRecordQuerySet


def records_about(*subjects: Model) -> AuditRecordQuerySet:
    """Every record about one of these, the newest first; none when nothing is asked about."""
    wanted = Q(pk__in=[])
    for subject in subjects:
        wanted |= Q(object_type=subject._meta.label_lower, object_id=str(subject.pk))
    return AuditRecord.objects.filter(wanted).order_by("-id")

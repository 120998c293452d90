"""The kinds of paper that a company proves itself with."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PaperKind(TextChoices):
    """The seven accepted kinds (manual, step 13), and the one that was abolished on 98.4.13 and is refused."""

    CHANGE_REGISTRATION = "change_registration", _("變更事項登記表")
    BUSINESS_TRANSCRIPT = "business_transcript", _("商業登記抄本")
    LEGAL_PERSON = "legal_person", _("法人登記證書")
    FACTORY = "factory", _("工廠登記證")
    COMPANY_CERTIFICATE = "company_certificate", _("公司登記證明書")
    EDUCATION_LETTER = "education_letter", _("學校之教育部證明函")
    ASSOCIATION = "association", _("人民團體立案證書")
    BUSINESS_LICENCE = "business_licence", _("營利事業登記證")

    @property
    def is_abolished(self) -> bool:
        return self is PaperKind.BUSINESS_LICENCE

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    SUBMITTED = "submitted", _("待審核")
    APPROVED = "approved", _("審核通過")
    REJECTED = "rejected", _("未通過")
    VERIFIED = "verified", _("已驗證")


class ApplicationMove(TextChoices):
    APPROVE = "approve", _("審核通過")
    REJECT = "reject", _("審核不通過")
    VERIFY = "verify", _("完成驗證")


HOLDS_USERNAME = (ApplicationState.SUBMITTED, ApplicationState.APPROVED, ApplicationState.VERIFIED)
"""While an application is in one of these states, nobody else can have its account name."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ApplicationState(TextChoices):
    SUBMITTED = "submitted", _("待審核")
    APPROVED = "approved", _("審核通過")
    REJECTED = "rejected", _("未通過")
    VERIFIED = "verified", _("已驗證")
    LAPSED = "lapsed", _("逾期未驗證")


class ApplicationMove(TextChoices):
    APPROVE = "approve", _("審核通過")
    REJECT = "reject", _("審核不通過")
    VERIFY = "verify", _("完成驗證")
    LAPSE = "lapse", _("逾期未驗證")
    RENEW = "renew", _("重新寄送驗證信")
    REOPEN = "reopen", _("重新審核")


HAS_USER = (ApplicationState.APPROVED, ApplicationState.VERIFIED, ApplicationState.LAPSED)
"""From approval on there is an account, whether or not its address is proven yet."""

HOLDS_USERNAME = (ApplicationState.SUBMITTED, *HAS_USER)
"""While an application is in one of these states, nobody else can have its account name."""

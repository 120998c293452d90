from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccountKind(TextChoices):
    GENERAL = "general", _("一般帳號")
    SHARED = "shared", _("共用帳號")
    STAFF = "staff", _("港務人員")


class StaffRole(TextChoices):
    REVIEWER = "reviewer", _("審核人員")
    HEAD = "head", _("主管")
    CONTENT = "content", _("內容管理")
    SYSTEM = "system", _("系統管理")
    AUDITOR = "auditor", _("稽核")


MAY_REVIEW = frozenset({StaffRole.REVIEWER, StaffRole.HEAD})

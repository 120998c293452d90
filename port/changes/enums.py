from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ChangeKind(TextChoices):
    COMPANY = "company", _("變更公司名稱或統編")
    HANDOVER = "handover", _("帳號移交")
    MAILBOX = "mailbox", _("更換信箱（原信箱無法收信）")


class ChangeState(TextChoices):
    SUBMITTED = "submitted", _("待審核")
    APPROVED = "approved", _("審核通過")
    REJECTED = "rejected", _("未通過")
    WITHDRAWN = "withdrawn", _("已撤回")


class ChangeMove(TextChoices):
    APPROVE = "approve", _("審核通過")
    REJECT = "reject", _("審核不通過")
    WITHDRAW = "withdraw", _("撤回")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Question(TextChoices):
    """What a case asks a reviewer, each question answered apart from the other."""

    ACCOUNT = "account", _("帳號審核")
    DOCUMENT = "document", _("公司證明文件審核")


class Verdict(TextChoices):
    APPROVE = "approve", _("審核通過")
    REJECT = "reject", _("審核不通過")


class HeldState(TextChoices):
    """A decision is held until its letter leaves; then it has happened, or something else had happened before."""

    HELD = "held", _("待生效")
    APPLIED = "applied", _("已生效")
    TAKEN_BACK = "taken_back", _("已收回")
    OVERTAKEN = "overtaken", _("未生效")


class LookState(TextChoices):
    """A second look at an approval: drawn, then agreed or different; a difference is settled by the head of the desk."""

    WAITING = "waiting", _("待複閱")
    AGREED = "agreed", _("結論相同")
    DIFFERENT = "different", _("結論不同")
    SETTLED = "settled", _("差異已處理")

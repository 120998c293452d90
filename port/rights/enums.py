from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RightKind(TextChoices):
    """What a person may ask for (個人資料保護法 §3, P-03). Reading and a copy are given at once, by `export`."""

    CORRECT = "correct", _("補充或更正")
    STOP = "stop", _("停止蒐集、處理或利用")
    DELETE = "delete", _("刪除")


class RightState(TextChoices):
    OPEN = "open", _("處理中")
    GRANTED = "granted", _("已照辦")
    REFUSED = "refused", _("未能照辦")
    WITHDRAWN = "withdrawn", _("已撤回")


class RightMove(TextChoices):
    GRANT = "grant", _("照辦")
    REFUSE = "refuse", _("未能照辦")
    WITHDRAW = "withdraw", _("撤回")
    EXTEND = "extend", _("延長期限")

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class BindingState(TextChoices):
    ASKED = "asked", _("等待同意")
    IN_FORCE = "in_force", _("已綁定")
    DECLINED = "declined", _("未同意")
    LAPSED = "lapsed", _("逾期未同意")
    ENDED = "ended", _("已解除")


class BindingMove(TextChoices):
    AGREE = "agree", _("同意綁定")
    DECLINE = "decline", _("不同意綁定")
    LAPSE = "lapse", _("逾期未同意")
    END = "end", _("解除綁定")


class BindingProof(TextChoices):
    """How the general account was proven: by its own password, or by a yes from its mailbox."""

    PASSWORD = "password", _("一般帳號的密碼")
    LETTER = "letter", _("信箱回覆同意")


LIVE = (BindingState.ASKED, BindingState.IN_FORCE)

WITHOUT_ACCOUNT = (BindingState.ASKED, BindingState.LAPSED, BindingState.ENDED)
"""What can become of a request for a name that no account has: nobody can agree to it, or decline it."""

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


class LinkPurpose(TextChoices):
    """Why somebody may choose a password by a link."""

    RECOVERY = "recovery", _("忘記密碼")
    SECURED = "secured", _("通報「不是我」之後")
    HANDOVER = "handover", _("帳號移交")
    MAILBOX = "mailbox", _("更換信箱")
    INVITATION = "invitation", _("港務人員邀請")


class FactorKind(TextChoices):
    TOTP = "totp", _("驗證器 App")
    PASSKEY = "passkey", _("通行密鑰")


class StaffVerdict(TextChoices):
    KEEP = "keep", _("繼續使用")
    END = "end", _("停用")


class StaffEnding(TextChoices):
    """Why a staff account is switched off; a code, so that the record can name it."""

    LEFT = "left", _("離職或調職")
    NOT_NEEDED = "not_needed", _("不再需要這個帳號")
    SECURITY = "security", _("安全考量")
    REVIEW = "review", _("帳號清查結果")
    IDLE = "idle", _("久未登入")

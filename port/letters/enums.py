from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class LetterKind(TextChoices):
    """Which letter it is; the value names its templates in `templates/letters/`."""

    APPLICATION_RECEIVED = "application_received", _("帳號註冊通知（已收到）")
    APPLICATION_APPROVED = "application_approved", _("帳號註冊通知（審核通過）")
    APPLICATION_REJECTED = "application_rejected", _("帳號註冊通知（未審核通過）")
    VERIFICATION_REMINDER = "verification_reminder", _("Email 驗證提醒")
    APPLICATION_LAPSED = "application_lapsed", _("帳號註冊通知（逾期未驗證）")
    OWNER_TOLD = "owner_told", _("貴公司有新的帳號申請")
    DOCUMENT_APPROVED = "document_approved", _("公司文件審核通知（通過）")
    DOCUMENT_REJECTED = "document_rejected", _("公司文件審核通知（未通過）")
    VERIFICATION = "verification", _("Email 驗證連結")
    APPLICATION_REOPENED = "application_reopened", _("帳號申請重新審核通知")
    DOCUMENT_REOPENED = "document_reopened", _("公司文件重新審核通知")
    MENDING_LINK = "mending_link", _("補正連結")
    PROGRESS_CODE = "progress_code", _("申請進度查詢驗證碼")


class LetterState(TextChoices):
    WAITING = "waiting", _("待寄送")
    SENDING = "sending", _("寄送中")
    SENT = "sent", _("已寄出")
    FAILED = "failed", _("無法寄達")

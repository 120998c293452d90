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
    ACCOUNT_NAMES = "account_names", _("忘記帳號回覆")
    PASSWORD_LINK = "password_link", _("設定密碼連結")
    PASSWORD_CHANGED = "password_changed", _("密碼變更通知")
    ACCOUNT_HELD = "account_held", _("帳號暫停登入通知")
    ACCOUNT_SECURED = "account_secured", _("帳號安全處置通知")
    FACTOR_CHANGED = "factor_changed", _("第二重驗證變更通知")
    EMAIL_CHANGE = "email_change", _("新 Email 確認連結")
    EMAIL_CHANGED = "email_changed", _("Email 變更通知")
    STAFF_INVITED = "staff_invited", _("港務人員帳號邀請")
    STAFF_IDLE = "staff_idle", _("帳號久未登入提醒")
    STAFF_ENDED = "staff_ended", _("港務人員帳號停用通知")
    BINDING_ASKED = "binding_asked", _("綁定同意請求")
    BINDING_MADE = "binding_made", _("綁定完成通知")
    BINDING_DECLINED = "binding_declined", _("綁定未完成通知")
    BINDING_ENDED = "binding_ended", _("綁定解除通知")
    CHANGE_RECEIVED = "change_received", _("變更申請收件通知")
    CHANGE_APPROVED = "change_approved", _("變更申請審核通知（通過）")
    CHANGE_REJECTED = "change_rejected", _("變更申請審核通知（未通過）")
    ACCOUNT_HANDED_OVER = "account_handed_over", _("帳號移交通知")
    RIGHTS_RECEIVED = "rights_received", _("當事人權利請求收件通知")
    RIGHTS_EXTENDED = "rights_extended", _("當事人權利請求延長通知")
    RIGHTS_ANSWERED = "rights_answered", _("當事人權利請求答覆")
    OPINION = "opinion", _("意見信箱來信")
    OPINION_RECEIVED = "opinion_received", _("意見信箱收件通知")


class LetterState(TextChoices):
    WAITING = "waiting", _("待寄送")
    SENDING = "sending", _("寄送中")
    SENT = "sent", _("已寄出")
    FAILED = "failed", _("無法寄達")

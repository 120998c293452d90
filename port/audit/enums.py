"""Every act that leaves a record, named once: what it was done to, and what was done."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Act(TextChoices):
    ACCOUNT_SIGNED_IN = "account.signed_in", _("登入")
    ACCOUNT_SIGN_IN_FAILED = "account.sign_in_failed", _("登入失敗")
    ACCOUNT_SIGNED_OUT = "account.signed_out", _("登出")
    APPLICATION_SUBMITTED = "application.submitted", _("送出帳號申請")
    APPLICATION_APPROVED = "application.approved", _("帳號審核通過")
    APPLICATION_REJECTED = "application.rejected", _("帳號審核未通過")
    APPLICATION_VERIFIED = "application.verified", _("完成 Email 驗證")
    APPLICATION_LAPSED = "application.lapsed", _("逾期未驗證")
    APPLICATION_VIEWED = "application.viewed", _("查看申請資料")
    COMPANY_CREATED = "company.created", _("建立公司資料")
    DOCUMENT_SUBMITTED = "document.submitted", _("送出公司證明文件")
    DOCUMENT_APPROVED = "document.approved", _("公司證明文件審核通過")
    DOCUMENT_REJECTED = "document.rejected", _("公司證明文件未通過")
    DOCUMENT_REPLACED = "document.replaced", _("公司證明文件由新文件取代")
    DOCUMENT_CLOSED = "document.closed", _("公司證明文件隨申請結案")
    DOCUMENT_DOWNLOADED = "document.downloaded", _("下載公司證明文件原檔")
    TEXT_PUBLISHED = "text.published", _("公布告知文字")
    TEXT_ACKNOWLEDGED = "text.acknowledged", _("確認告知文字")
    VERIFICATION_SENT = "verification.sent", _("寄出驗證連結")
    VERIFICATION_REMINDED = "verification.reminded", _("提醒完成驗證")

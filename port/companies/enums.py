from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class NumberKind(TextChoices):
    """What identifies the company: a 統一編號, or, chosen openly, a government body's 機關代碼 (design decision 5)."""

    UBN = "ubn", _("統一編號")
    AGENCY = "agency", _("機關代碼")


class DocumentState(TextChoices):
    PENDING = "pending", _("待審核")
    APPROVED = "approved", _("審核通過")
    REJECTED = "rejected", _("未通過")
    REPLACED = "replaced", _("已由新文件取代")
    CLOSED = "closed", _("隨申請結案")


class DocumentMove(TextChoices):
    APPROVE = "approve", _("審核通過")
    REJECT = "reject", _("審核不通過")
    REPLACE = "replace", _("由新文件取代")
    CLOSE = "close", _("隨申請結案")
    REOPEN = "reopen", _("重新審核")


class ReasonScope(TextChoices):
    """Which decision a reason can be given for."""

    BOTH = "both", _("帳號與文件")
    ACCOUNT = "account", _("帳號")
    DOCUMENT = "document", _("公司證明文件")


class MendableField(TextChoices):
    """Which part of an application a reason asks to be mended; the value is the name of its field."""

    USERNAME = "username", _("帳號")
    NAME = "name", _("姓名")
    MOBILE = "mobile", _("手機電話")
    EMAIL = "email", "Email"
    NUMBER = "number", _("公司統編")
    PHONE = "phone", _("公司電話")
    COMPANY_NAME = "company_name", _("公司名稱")
    ADDRESS = "address", _("公司地址")
    REPRESENTATIVE = "representative", _("公司負責人")
    DOCUMENT = "document", _("公司證明文件")


ACCOUNT_FIELDS = (MendableField.USERNAME, MendableField.NAME, MendableField.MOBILE, MendableField.EMAIL)
"""What belongs to the person; a shared account has no other fields."""

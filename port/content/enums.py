"""What the portal tells, under which headings, and to whom."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class EntryKind(TextChoices):
    NEWS = "news", _("最新消息")
    NOTICE = "notice", _("公告")
    RULES = "rules", _("申請及使用須知")
    FAQ = "faq", "FAQ"
    DOWNLOAD = "download", _("常用文件及教學")
    PAGE = "page", _("網站政策與說明")


class EntryState(TextChoices):
    DRAFT = "draft", _("草稿")
    PUBLISHED = "published", _("已發布")
    WITHDRAWN = "withdrawn", _("已下架")


class Audience(TextChoices):
    EVERYONE = "everyone", _("所有人")
    COMPANIES = "companies", _("登入的公司")
    STAFF = "staff", _("港務人員")


class Topic(TextChoices):
    """Headings, each of one kind; `TOPICS` says of which."""

    NOTICE = "notice", _("公告")
    ADVICE = "advice", _("宣導")
    MAINTENANCE = "maintenance", _("維護")
    TEACHING = "teaching", _("教學")

    ACCOUNT = "account", _("申請帳號")
    DOCUMENT = "document", _("公司證明文件")
    MAIL = "mail", _("通知信與 Email 驗證")
    LOGIN = "login", _("登入與密碼")
    COMPANY = "company", _("公司資料與帳號異動")
    SHARED = "shared", _("共用帳號")
    PERSON_PASS = "person-pass", _("人員通行證")
    VEHICLE_PASS = "vehicle-pass", _("車輛通行證")
    VISITOR = "visitor", _("單次與外籍人士")
    BARRED = "barred", _("管制與違規")

    MANUAL = "manual", _("操作教學")
    FORM = "form", _("表單")
    LAW = "law", _("法規")


TOPICS: Mapping[str, tuple[Topic, ...]] = {
    EntryKind.NEWS: (Topic.NOTICE, Topic.ADVICE, Topic.MAINTENANCE, Topic.TEACHING),
    EntryKind.FAQ: (
        Topic.ACCOUNT,
        Topic.DOCUMENT,
        Topic.MAIL,
        Topic.LOGIN,
        Topic.COMPANY,
        Topic.SHARED,
        Topic.PERSON_PASS,
        Topic.VEHICLE_PASS,
        Topic.VISITOR,
        Topic.BARRED,
    ),
    EntryKind.DOWNLOAD: (Topic.MANUAL, Topic.FORM, Topic.LAW),
}
"""The headings of a kind, in the order of the page; a kind without a row has none."""


class FileFormat(TextChoices):
    """What may be put up; `OFFICE` ones only beside an open format or a PDF (W-14)."""

    PDF = "pdf", "PDF"
    ODT = "odt", "ODT"
    ODS = "ods", "ODS"
    ODP = "odp", "ODP"
    CSV = "csv", "CSV"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    PPTX = "pptx", "PPTX"
    PNG = "png", "PNG"
    JPEG = "jpg", "JPEG"


OFFICE = frozenset({FileFormat.DOCX, FileFormat.XLSX, FileFormat.PPTX})
PICTURES = frozenset({FileFormat.PNG, FileFormat.JPEG})

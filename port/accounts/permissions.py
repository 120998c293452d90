"""What each staff role may do, named once; nothing else in the house asks for a role (A-09)."""

from collections.abc import Mapping

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from port.accounts.enums import StaffRole


class Permission(TextChoices):
    REVIEW = "review", _("審核案件")
    HEAD_THE_DESK = "head_the_desk", _("主管審核作業")
    KEEP_CONTENT = "keep_content", _("管理公告與說明")
    MANAGE_STAFF = "manage_staff", _("管理港務人員帳號")
    READ_RECORD = "read_record", _("查詢稽核紀錄")
    ANSWER_RIGHTS = "answer_rights", _("答覆當事人權利的請求")


PERMISSIONS: Mapping[str, frozenset[Permission]] = {
    StaffRole.REVIEWER: frozenset({Permission.REVIEW}),
    StaffRole.HEAD: frozenset({Permission.REVIEW, Permission.HEAD_THE_DESK, Permission.ANSWER_RIGHTS}),
    StaffRole.CONTENT: frozenset({Permission.KEEP_CONTENT}),
    StaffRole.SYSTEM: frozenset({Permission.MANAGE_STAFF}),
    StaffRole.AUDITOR: frozenset({Permission.READ_RECORD}),
}
"""Who manages accounts reads no cases, and who reads the record changes nothing: no role watches over itself."""


def roles_with(permission: Permission) -> frozenset[str]:
    return frozenset(role for role, permissions in PERMISSIONS.items() if permission in permissions)

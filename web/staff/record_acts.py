"""The acts of the record in families, so that the one that is looked for is found in a list of a hundred."""

from django.utils.translation import gettext_lazy as _

from port.audit.enums import Act

FAMILIES = {
    _("登入與帳號安全"): ("account", "session", "access", "recovery", "factor"),
    _("帳號申請"): ("application", "verification", "mending", "progress"),
    _("公司與文件"): ("company", "document", "change"),
    _("共用帳號與綁定"): ("binding",),
    _("審核作業"): ("case", "decision", "second_look"),
    _("告知文字與當事人權利"): ("text", "rights"),
    _("設定與統計"): ("reason", "pledge", "day_off", "figures"),
    _("網站內容與意見信箱"): ("content", "opinion"),
    _("港務人員"): ("staff",),
    _("稽核紀錄與保存"): ("record", "retention"),
}
"""By what stands before the dot in the value of an act."""


def act_choices() -> list[tuple[str, object]]:
    groups = [
        (family, [(act.value, act.label) for act in Act if act.value.partition(".")[0] in prefixes])
        for family, prefixes in FAMILIES.items()
    ]
    return [("", _("全部")), *groups]

"""The ladder on the home page: what is done, where the company stands, who has to act, and what that still locks."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from port.companies.checks import Answer
from port.pledges.target import target_in_words
from port.taiwan.dates import told_date
from web.company.standing import Situation, Standing


@dataclass(frozen=True, kw_only=True)
class Rung:
    """The parts of `<c-rung>`; `kind` is one of its kinds."""

    kind: str
    title: str | Promise
    who: str = ""
    when: str = ""
    text: str = ""


def rungs_of(
    *,
    approved_at: datetime | None,
    verified_at: datetime | None,
    acknowledged_at: datetime | None,
    standing: Standing,
    passes: Answer,
) -> list[Rung]:
    """A time that is not known (an account from before the online application) leaves its place empty."""
    return [
        Rung(kind="done", title=_("帳號審核"), when=_on(approved_at, pgettext("done", "通過"))),
        Rung(kind="done", title=_("Email 驗證"), when=_on(verified_at, pgettext("done", "完成"))),
        Rung(kind="done", title=_("首次登入確認"), when=_on(acknowledged_at, pgettext("done", "確認"))),
        _document_rung(standing),
        Rung(
            kind="locked",
            title=_("請領通行證"),
            text=_("系統尚未開放線上請領") if passes.yes else _("公司證明文件通過後開放"),
        ),
    ]


def _document_rung(standing: Standing) -> Rung:
    if standing.in_force:
        return Rung(
            kind="done", title=_("公司證明文件"), when=_on(standing.in_force.decided_at, pgettext("done", "通過"))
        )
    if standing.situation is Situation.REOPENED:
        answer_in = _("目標 %(days)s內回覆") % {"days": target_in_words()}
        return Rung(kind="now", title=_("公司證明文件重新審核中"), who=_("審核人員"), when=answer_in)
    if standing.waiting:
        answer_in = _("%(day)s 送出，目標 %(days)s內回覆") % {
            "day": told_date(standing.waiting.submitted_at),
            "days": target_in_words(),
        }
        return Rung(kind="now", title=_("公司證明文件審核中"), who=_("審核人員"), when=answer_in)
    if standing.situation is Situation.REFUSED:
        return Rung(kind="now", title=_("公司證明文件未通過"), who=_("您"), when=_("請重新上傳"))
    return Rung(kind="now", title=_("公司證明文件"), who=_("您"), when=_("請上傳文件"))


def _on(moment: datetime | None, what: str) -> str:
    return _("%(day)s %(what)s") % {"day": told_date(moment), "what": what} if moment else ""

"""Where an application stands, as a ladder: what is done, what comes next, and who has to act."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from port.accounts.enums import AccountKind
from port.bindings.models import Binding
from port.companies.enums import DocumentState
from port.companies.models import CompanyDocument
from port.consents.checks import missing_texts
from port.pledges.target import target_in_words
from port.registration.enums import HAS_USER, ApplicationState
from port.registration.models import AccountApplication
from port.registration.progress import Progress
from port.taiwan.dates import told_datetime


@dataclass(frozen=True, kw_only=True)
class Rung:
    """The parts of `<c-rung>`; `kind` is one of its kinds."""

    kind: str = ""
    title: str | Promise
    who: str = ""
    when: str = ""
    text: str = ""

    @property
    def is_desk(self) -> bool:
        """Whether reviewers have to act, and not the applicant."""
        return self.who == _("審核人員")


def rungs_of(progress: Progress) -> list[Rung]:
    """From the states of the application and its document alone; the road of one that was mended elsewhere ends there."""
    application = progress.standing
    sent = Rung(kind="done", title=_("送出申請"), who=_("您"), when=told_datetime(application.submitted_at))
    if progress.went_on:
        refused = Rung(
            title=_("帳號未審核通過"), kind="done", who=_("審核人員"), when=told_datetime(application.decided_at)
        )
        return [sent, refused, Rung(kind="now", title=_("已補正"), who=_("您"), text=_("請用補正後的受理號碼查詢。"))]
    is_shared = application.kind == AccountKind.SHARED
    inside = _companies(application) if is_shared else [_document(application), _passes(application)]
    return [sent, _review(application), _proof(application), _texts(application), *inside]


def _review(application: AccountApplication) -> Rung:
    if application.state == ApplicationState.SUBMITTED:
        when = _("目標 %(days)s內") % {"days": target_in_words()}
        title = _("帳號重新審核中") if application.reopened_at else _("帳號審核中")
        text = _("結果會寄到您的 Email。您現在不用做任何事。")
        return Rung(kind="now", title=title, who=_("審核人員"), when=when, text=text)
    decided = told_datetime(application.decided_at)
    if application.state == ApplicationState.REJECTED:
        text = _("請由信中的補正連結修改後重新送出，不用重新填寫。")
        return Rung(kind="now", title=_("帳號未審核通過"), who=_("您"), when=decided, text=text)
    return Rung(kind="done", title=_("帳號審核通過"), who=_("審核人員"), when=decided)


def _proof(application: AccountApplication) -> Rung:
    title = _("Email 驗證")
    if application.state == ApplicationState.VERIFIED:
        return Rung(kind="done", title=title, who=_("您"), when=told_datetime(application.verified_at))
    if application.state == ApplicationState.APPROVED:
        text = _("請點審核通過信中的連結並輸入密碼。連結過期時，以帳號與密碼登入就可以再寄一次。")
        return Rung(kind="now", title=title, who=_("您"), text=text)
    if application.state == ApplicationState.LAPSED:
        text = _("超過期限沒有完成驗證。請以帳號與密碼登入，再寄一次驗證信。")
        return Rung(kind="now", title=title, who=_("您"), text=text)
    return Rung(title=title, who=_("您"), text=_("帳號審核通過後，點信中的連結並輸入密碼。"))


def _texts(application: AccountApplication) -> Rung:
    title = _("登入並確認三份文件")
    if _is_inside(application):
        return Rung(kind="done", title=title, who=_("您"))
    if application.state == ApplicationState.VERIFIED:
        text = _("可以登入了。第一次登入時，請閱讀個資同意使用、授權聲明、危害告知；登入後首頁會說明接下來的步驟。")
        return Rung(kind="now", title=title, who=_("您"), text=text)
    return Rung(title=title, who=_("您"), text=_("閱讀個資同意使用、授權聲明、危害告知。"))


def _is_inside(application: AccountApplication) -> bool:
    """The account has acknowledged everything, so what comes next is its company's document."""
    if application.state != ApplicationState.VERIFIED:
        return False
    return not missing_texts(application.user, acting_company_id=application.company_id)


def _document_of(application: AccountApplication) -> CompanyDocument:
    """The one that counts by now: an account that is open may have handed in another since."""
    newer = None
    if application.state == ApplicationState.VERIFIED:
        newer = CompanyDocument.objects.of_company(application.company).exclude(state=DocumentState.REPLACED).first()
    return newer or application.document


def _document(application: AccountApplication) -> Rung:
    """Decided apart from the account."""
    document = _document_of(application)
    turn = "now" if _is_inside(application) else ""
    answered = {"who": _("審核人員"), "when": told_datetime(document.decided_at) if document.decided_at else ""}
    if document.state == DocumentState.APPROVED:
        return Rung(kind="done", title=_("公司證明文件審核通過"), **answered)
    if document.state == DocumentState.REJECTED:
        text = _("請登入後重新上傳。") if application.state in HAS_USER else _("補正或登入後，請重新上傳。")
        return Rung(
            kind=turn, title=_("公司證明文件未通過"), text=text, **answered | ({"who": _("您")} if turn else {})
        )
    if document.state == DocumentState.REPLACED:
        return Rung(title=_("公司證明文件"), text=_("已有較新的文件，登入後可以查看。"))
    if document.state == DocumentState.CLOSED:
        return Rung(title=_("公司證明文件審核"), who=_("審核人員"), text=_("補正送出後，與帳號分開審核。"))
    return Rung(kind=turn, title=_("公司證明文件審核中"), who=_("審核人員"), text=_("與帳號分開審核，結果另寄。"))


def _passes(application: AccountApplication) -> Rung:
    in_force = _is_inside(application) and _document_of(application).state == DocumentState.APPROVED
    return Rung(
        kind="now" if in_force else "", title=_("請領通行證"), who=_("您"), text=_("公司證明文件通過後，登入辦理。")
    )


def _companies(application: AccountApplication) -> list[Rung]:
    """A shared account has no document of its own: it binds general accounts, and switches between their companies."""
    is_inside = _is_inside(application)
    holds_any = is_inside and Binding.objects.in_force().filter(shared=application.user).exists()
    text = _("登入後綁定各家公司的一般帳號。一般帳號須先審核通過，並完成郵件驗證。")
    turn = "done" if holds_any else "now" if is_inside else ""
    return [
        Rung(kind=turn, title=_("綁定一般帳號"), who=_("您"), text="" if holds_any else text),
        Rung(
            kind="now" if holds_any else "",
            title=_("切換公司"),
            who=_("您"),
            text=_("選擇公司後，就可以辦理那一家公司的作業。"),
        ),
    ]

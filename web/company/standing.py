"""How a company stands with its proof document, and the words for it: what counts now, who acts, what waits."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from port.companies.enums import DocumentState
from port.companies.models import Company, CompanyDocument
from port.companies.reopening import was_reopened


class Situation(Enum):
    MISSING = "missing"
    WAITING = "waiting"
    REOPENED = "reopened"
    REFUSED = "refused"
    IN_FORCE = "in_force"
    SUCCESSOR_WAITS = "successor_waits"
    SUCCESSOR_REFUSED = "successor_refused"


@dataclass(frozen=True)
class Words:
    """`kind` and `chip` make the state chip; `lede` is the line that counts now; `duty` says whose turn it is."""

    kind: str
    chip: str | Promise
    lede: str | Promise
    duty: str | Promise
    todo: str | Promise


STATE_KINDS: dict[str, str] = {
    DocumentState.PENDING: "now",
    DocumentState.APPROVED: "good",
    DocumentState.REJECTED: "bad",
    DocumentState.REPLACED: "quiet",
    DocumentState.CLOSED: "quiet",
}
"""The kind of the chip for each state of a document."""

LIVE = [DocumentState.APPROVED, DocumentState.PENDING]
"""A company has one document at most in each of these states."""

NOTHING_TO_DO = _("您現在不用做任何事")
YOUR_TURN = _("請您上傳文件")

WORDS = {
    Situation.MISSING: Words(
        kind="warn",
        chip=_("尚未上傳"),
        lede=_("還沒有公司證明文件。請先上傳，審核通過後就可以請領通行證。"),
        duty=YOUR_TURN,
        todo=_("請上傳最新版本的商業登記證明文件"),
    ),
    Situation.WAITING: Words(
        kind="now",
        chip=_("待審核"),
        lede=_("公司證明文件正在審核。通過後，就可以請領通行證。"),
        duty=NOTHING_TO_DO,
        todo=_("待審核；發現傳錯了，可以先換一份"),
    ),
    Situation.REOPENED: Words(
        kind="now",
        chip=_("重新審核中"),
        lede=_(
            "公司證明文件正在重新審核，目前沒有生效的文件；原因已寄給送出文件的人。再次審核通過後，就可以請領通行證。"
        ),
        duty=NOTHING_TO_DO,
        todo=_("重新審核中，目前沒有生效的文件；有更新的文件，可以換一份"),
    ),
    Situation.REFUSED: Words(
        kind="bad",
        chip=_("未通過"),
        lede=_("公司證明文件未通過。請查看原因並重新上傳，通過後就可以請領通行證。"),
        duty=YOUR_TURN,
        todo=_("未通過；請查看原因並重新上傳"),
    ),
    Situation.IN_FORCE: Words(
        kind="good",
        chip=_("審核通過"),
        lede=_("公司證明文件已審核通過，目前有效。"),
        duty=NOTHING_TO_DO,
        todo=_("審核通過；公司登記有變更時，請上傳最新版本"),
    ),
    Situation.SUCCESSOR_WAITS: Words(
        kind="now",
        chip=_("新文件待審核"),
        lede=_("新的公司證明文件正在審核；通過之前，原來的文件仍然有效。"),
        duty=NOTHING_TO_DO,
        todo=_("新文件待審核，原來的文件仍然有效"),
    ),
    Situation.SUCCESSOR_REFUSED: Words(
        kind="bad",
        chip=_("新文件未通過"),
        lede=_("新送出的公司證明文件未通過，原來的文件仍然有效。請查看原因；如要更換，請重新上傳。"),
        duty=YOUR_TURN,
        todo=_("新文件未通過，原來的文件仍然有效；請查看原因"),
    ),
}


@dataclass(frozen=True)
class Standing:
    """The document in force, the one that waits, and the refused one that nothing newer has answered."""

    in_force: CompanyDocument | None
    waiting: CompanyDocument | None
    refused: CompanyDocument | None
    is_reopened: bool = False
    """The document that waits was decided before."""

    @property
    def situation(self) -> Situation:
        if self.in_force:
            return self._of_successor()
        if self.waiting:
            return Situation.REOPENED if self.is_reopened else Situation.WAITING
        return Situation.REFUSED if self.refused else Situation.MISSING

    @property
    def words(self) -> Words:
        return WORDS[self.situation]

    @property
    def must_act(self) -> bool:
        """Nothing goes on before the company hands in a document."""
        return self.situation in {Situation.MISSING, Situation.REFUSED}

    @property
    def shown(self) -> CompanyDocument | None:
        """The document that the situation speaks of."""
        return self.waiting or self.refused or self.in_force

    def _of_successor(self) -> Situation:
        if self.waiting:
            return Situation.SUCCESSOR_WAITS
        return Situation.SUCCESSOR_REFUSED if self.refused else Situation.IN_FORCE


def standing_of(company: Company) -> Standing:
    documents = CompanyDocument.objects.of_company(company).select_related("file")
    live = list(documents.filter(state__in=LIVE))
    standing = standing_from([*live, *documents.filter(state=DocumentState.REJECTED)[:1]])
    is_reopened = standing.waiting is not None and was_reopened(standing.waiting)
    return replace(standing, is_reopened=is_reopened)


def standing_from(documents: Iterable[CompanyDocument]) -> Standing:
    """Out of the documents of one company that are live or refused; of the refused ones the newest counts."""
    newest: dict[str, CompanyDocument] = {}
    for document in documents:
        known = newest.get(document.state)
        newest[document.state] = max(known, document, key=_age) if known else document
    in_force, waiting = newest.get(DocumentState.APPROVED), newest.get(DocumentState.PENDING)
    refused = None if waiting else newest.get(DocumentState.REJECTED)
    if refused and in_force and refused.submitted_at < in_force.submitted_at:
        refused = None
    return Standing(in_force=in_force, waiting=waiting, refused=refused)


def _age(document: CompanyDocument) -> tuple[datetime, int]:
    return document.submitted_at, document.pk

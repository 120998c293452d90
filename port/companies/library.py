"""The acts on the library of reasons: what the head of the desk adds, words anew, puts aside and takes up again.

Each raises `NotTheirDuty` for anybody else.
"""

import re
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from port.accounts.duties import need_head
from port.accounts.models import User
from port.audit.enums import Act
from port.audit.recorder import record
from port.companies.enums import MendableField, ReasonScope
from port.companies.models import Reason
from port.companies.reasons import LIBRARY
from port.database import lock_until_commit, locked

CODE = re.compile(r"[A-Z]{1,3}[0-9]{2,4}")
OWN_PATH = re.compile(r"/(?![/\\])[^\s\\]*")
SHIPPED = frozenset(reason.code for reason in LIBRARY)

BLAMING = ("您忘", "您沒有", "不用心", "不合格", "違規", "不實", "錯誤", "故意", "應該要", "早就", "！", "!")
"""Words that blame rather than help, as far as a list can know them."""


@dataclass(frozen=True, kw_only=True)
class ReasonFacts:
    """What a reason says. The fields are those of `Reason`; `unlocks` are values of `MendableField`.

    The English may be empty: whoever reads English is then told the Chinese.
    """

    code: str
    scope: str
    label: str
    sentence: str
    remedy: str
    sentence_en: str = ""
    remedy_en: str = ""
    needs_note: bool = False
    unlocks: tuple[str, ...] = ()
    help_url: str = ""


@transaction.atomic
def add_reason(facts: ReasonFacts, *, by: User) -> Reason:
    """Reviewers can give it from now on. Raises `ValidationError`, each fault under the name of its field."""
    need_head(by)
    lock_until_commit("codes of reasons")
    _check(facts)
    reason = Reason.objects.create(**_columns(facts))
    record(Act.REASON_ADDED, about=reason, by=by, facts={"code": reason.code})
    return reason


@transaction.atomic
def change_reason(reason: Reason, facts: ReasonFacts, *, by: User) -> Reason:
    """Letters that have left keep their words; the next one has these. Nothing new is nothing done.

    Raises `ValidationError`, each fault under the name of its field; the code of a reason that was given stays.
    """
    need_head(by)
    lock_until_commit("codes of reasons")
    reason = _locked(reason)
    _check(facts, reason)
    wanted = _columns(facts)
    changed = [name for name, value in wanted.items() if getattr(reason, name) != value]
    if not changed:
        return reason
    for name in changed:
        setattr(reason, name, wanted[name])
    reason.save(update_fields=changed)
    record(Act.REASON_CHANGED, about=reason, by=by, facts={"code": reason.code, "fields": changed})
    return reason


@transaction.atomic
def retire_reason(reason: Reason, *, by: User) -> Reason:
    """It is offered to reviewers no more, and stays with the cases that it was given for."""
    need_head(by)
    reason = _locked(reason)
    if reason.retired_at is None:
        reason.retired_at = timezone.now()
        reason.save(update_fields=["retired_at"])
        record(Act.REASON_RETIRED, about=reason, by=by, facts={"code": reason.code})
    return reason


@transaction.atomic
def restore_reason(reason: Reason, *, by: User) -> Reason:
    """It is offered to reviewers again, in the words that it had."""
    need_head(by)
    reason = _locked(reason)
    if reason.retired_at is not None:
        reason.retired_at = None
        reason.save(update_fields=["retired_at"])
        record(Act.REASON_RESTORED, about=reason, by=by, facts={"code": reason.code})
    return reason


def code_is_fixed(reason: Reason) -> bool:
    """The record and the figures know a reason by its code, and so does the next installation those that it brings.

    So the code stays as soon as the reason was given once, by whatever refers to it, also on the floors above.
    """
    if reason.code in SHIPPED:
        return True
    references = (relation.get_accessor_name() for relation in Reason._meta.related_objects)
    return any(getattr(reason, name).exists() for name in references if name)


def blaming_words(text: str) -> list[str]:
    """What in a text sounds like blame; advice to whoever writes it, never a wall."""
    return [word for word in BLAMING if word in text]


def _check(facts: ReasonFacts, reason: Reason | None = None) -> None:
    faults = _missing_words(facts)
    if fault := _fault_of_code(facts.code, reason):
        faults["code"] = fault
    if facts.scope not in ReasonScope.values:
        faults["scope"] = ValidationError(_("請選擇適用的審核。"), code="scope_unknown")
    if set(facts.unlocks) - set(MendableField.values):
        faults["unlocks"] = ValidationError(_("請從清單中勾選欄位。"), code="field_unknown")
    if facts.help_url and not _is_safe_address(facts.help_url):
        sentence = _("請填本站的路徑（以 / 開頭），或以 https:// 開頭的完整網址。")
        faults["help_url"] = ValidationError(sentence, code="address_unsafe")
    if faults:
        raise ValidationError(faults)


def _missing_words(facts: ReasonFacts) -> dict[str, ValidationError]:
    """A reason that leaves everything to the note has no words of its own, any other has both."""
    faults = {}
    if not facts.label:
        faults["label"] = ValidationError(_("請填寫名稱，審核人員靠它挑選原因。"), code="label_missing")
    if not facts.needs_note and not facts.sentence:
        faults["sentence"] = ValidationError(_("請填寫給申請人的說明，這段文字會寫進信裡。"), code="sentence_missing")
    if not facts.needs_note and not facts.remedy:
        faults["remedy"] = ValidationError(_("請填寫如何補正，讓申請人知道接下來怎麼做。"), code="remedy_missing")
    return faults


def _fault_of_code(code: str, reason: Reason | None) -> ValidationError | None:
    if reason and code == reason.code:
        return None
    if reason and code_is_fixed(reason):
        return ValidationError(_("這個代碼已經用過，不能更改；需要新代碼時，請另外新增一項。"), code="code_used")
    if not CODE.fullmatch(code):
        return ValidationError(_("代碼是大寫英文字母加數字，例如 D06。"), code="code_malformed")
    if Reason.objects.filter(code=code).exists():
        return ValidationError(_("這個代碼已經有了，請換一個。"), code="code_taken")
    return None


def _is_safe_address(address: str) -> bool:
    """A path of this site, or a page elsewhere by HTTPS; nothing that a browser would run or that leads astray."""
    if OWN_PATH.fullmatch(address):
        return True
    try:
        URLValidator(schemes=["https"])(address)
    except ValidationError:
        return False
    return "@" not in address.split("/")[2]


def _columns(facts: ReasonFacts) -> dict[str, object]:
    """`unlocks` in the order of the fields of the form, so that the same ticks are always the same list."""
    return asdict(facts) | {"unlocks": [field for field in MendableField.values if field in facts.unlocks]}


def _locked(reason: Reason) -> Reason:
    return locked(Reason.objects.filter(pk=reason.pk)).get()

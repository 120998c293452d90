"""One row of the queue as HTML, written by functions: a page has many of them, and a template takes ten times as long."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from web.staff.rows import QueueRow

NOTHING = SafeString("")
ROW = """<tr role="row" id="case-{key}" data-row>
  <td role="cell" class="q-pick">{box}</td>
  <td role="cell" class="q-full"><a href="{address}">{company}</a><span class="sub">{reference}{number}</span></td>
  <td role="cell" class="q-wide">{applicant}</td>
  <td role="cell">{standing}{held}</td>
  <td role="cell" class="q-age">{age}</td>
  <td role="cell" class="q-end">{claim}</td>
  <td role="cell" class="q-wide"><time datetime="{at}">{sent}</time></td>
</tr>
"""
BOX = '<input type="checkbox" name="case" value="{}" form="choosing" aria-label="{}" data-chooses>'
AGE = """<div class="age{kind}"><span><b>{text}</b> {rest}</span>
  <progress max="{most}" value="{hours}" aria-label="{waited}"></progress></div>"""
TAKEN = '<span class="sub" id="claim-{}" tabindex="-1">{}</span>'
MINE = '<span class="claim"><span class="sub">{}</span> {}</span>'
BUTTON = """<button type="submit" class="button button--quiet" id="claim-{key}" form="claiming"
  formaction="{address}" hx-post="{address}" hx-target="closest tr" hx-swap="outerHTML">{word}<span
  class="visually-hidden"> {reference} {company}</span></button>"""


def row_html(row: QueueRow, *, here: str) -> SafeString:
    """`here` is the query of the page of the queue, so that an act of the row can lead back to it."""
    case = row.case
    return format_html(
        ROW,
        key=case.pk,
        box=format_html(BOX, case.pk, row.choosing) if row.awaits else NOTHING,
        address=_address("staff:case", case.pk),
        company=case.company_name,
        reference=row.reference,
        number=f"・{row.number}" if row.number else "",
        applicant=row.applicant,
        standing=_standing(row),
        held=format_html_join("", '<span class="sub">{}</span>', ((sentence,) for sentence in row.held)),
        age=_age(row) if row.awaits else NOTHING,
        claim=_claim(row, here),
        at=case.submitted_at.isoformat(),
        sent=row.sent,
    )


def _standing(row: QueueRow) -> SafeString | str:
    """What waits of it, or how it was answered."""
    if not row.awaits:
        states = [(_state(kind, words),) for kind, words in row.results]
        return format_html('<span class="row">{}</span>', format_html_join("", "{}", states)) if states else NOTHING
    again = [_state("now", _("補正"), "rotate-ccw")] if row.mends else []
    again += [_state("warn", _("重新審核"), "history")] if row.reopened_at else []
    return format_html_join("", "{} ", [(part,) for part in (row.awaits, *again)]) if again else row.awaits


def _age(row: QueueRow) -> SafeString:
    age = row.age
    kind = f" age--{age.kind}" if age.kind else ""
    told = {"text": age.text, "rest": age.rest, "most": age.most_hours, "hours": age.hours, "waited": row.waited}
    return format_html(AGE, kind=kind, **told)


def _claim(row: QueueRow, here: str) -> SafeString:
    if row.claim and not row.is_mine:
        said = _("%(name)s 處理中，至 %(until)s") % {"name": row.claim.holder.name, "until": row.claimed_until}
        return format_html(TAKEN, row.case.pk, said)
    if row.claim:
        said = _("您處理中，至 %(until)s") % {"until": row.claimed_until}
        return format_html(MINE, said, _button(row, "staff:release", _("交回"), here))
    return _button(row, "staff:claim", _("領取"), here) if row.awaits else NOTHING


def _button(row: QueueRow, view: str, word: str, here: str) -> SafeString:
    address = _address(view, row.case.pk) + here
    told = {"word": word, "reference": row.reference, "company": row.case.company_name}
    return format_html(BUTTON, key=row.case.pk, address=address, **told)


@lru_cache(maxsize=4096)
def _address(view: str, key: int) -> str:
    return reverse(view, args=[key])


@lru_cache(maxsize=256)
def _state(kind: str, words: str, icon: str = "") -> SafeString:
    """Drawn by the component that every page has for it."""
    return render_to_string("staff/queue_state.html", {"kind": kind, "words": words, "icon": icon})

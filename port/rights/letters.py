"""What a person who asked about their own data is told, and until when they will be."""

from typing import Any

from port.letters.enums import LetterKind
from port.letters.language import written_in
from port.letters.models import Letter
from port.letters.workflow import post
from port.rights.enums import RightState
from port.rights.models import RightsRequest
from port.taiwan.dates import told_date


def post_received(request: RightsRequest) -> Letter:
    return _post(LetterKind.RIGHTS_RECEIVED, request, {})


def post_extended(request: RightsRequest) -> Letter:
    return _post(LetterKind.RIGHTS_EXTENDED, request, {"reason": request.extension_reason.splitlines()})


def post_answered(request: RightsRequest) -> Letter:
    said = {"granted": request.state == RightState.GRANTED, "answer": request.answer.splitlines()}
    return _post(LetterKind.RIGHTS_ANSWERED, request, said)


def _post(kind: LetterKind, request: RightsRequest, said: dict[str, Any]) -> Letter:
    person = request.person
    with written_in(person.language):
        context = {
            "name": person.name,
            "username": person.username,
            "reference": request.reference,
            "kind": request.get_kind_display(),
            "due_on": told_date(request.due_on),
        }
        return post(kind, to=person.email, about=request, context=context | said)

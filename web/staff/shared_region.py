"""The one question of a shared application: the region of a case page, with addresses and reasons of its own."""

from dataclasses import dataclass
from typing import TypeVar

from django.urls import reverse

from port.accounts.models import User
from port.companies.reasons import answer_of
from port.registration.models import AccountApplication
from port.review.enums import Question
from port.review.shared import reasons_for_shared
from web.staff.forms import AnswerForm, ReasonOfReopening
from web.staff.questions import preview
from web.staff.regions import LetterShown, Region, Standing

Form = TypeVar("Form", bound=AnswerForm)


@dataclass(frozen=True)
class SharedRegion(Region):
    """There is no case behind it, so nothing is held or claimed."""

    @property
    def letters(self) -> dict[str, LetterShown]:
        reasons, note = self.form.answer()
        answer = answer_of(reasons, note)
        approval = preview(self.subject, approved=True, answer=note, reasons=())
        refusal = preview(self.subject, approved=False, answer=answer, reasons=reasons) if answer else None
        return {
            "approval": LetterShown(approval, open=self.form.is_bound and not reasons),
            "refusal": LetterShown(refusal, open=bool(answer)),
        }

    def url(self, act: str) -> str:
        return reverse(f"staff:{act}_shared", args=[self.subject.pk])


def shared_region(application: AccountApplication, *, viewer: User, form: object = None) -> SharedRegion:
    answer = form if isinstance(form, AnswerForm) else narrowed(AnswerForm(question=Question.ACCOUNT))
    reopening = form if isinstance(form, ReasonOfReopening) else ReasonOfReopening(question=Question.ACCOUNT)
    return SharedRegion(
        case=None,
        question=Question.ACCOUNT,
        subject=application,
        standing=Standing(viewer=viewer, held={}, last={}, claim=None),
        form=answer,
        reopening=reopening,
    )


def narrowed(form: Form) -> Form:
    """With the reasons that fit an application without a company."""
    form.fields["reasons"].queryset = reasons_for_shared()
    return form

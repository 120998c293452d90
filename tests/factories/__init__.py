"""Rows for tests, made by functions: each gives a valid one, and a keyword overrides what the test is about."""

from tests.factories.accounts import PASSWORD, a_reviewer, a_staff_member, a_user, hashed_password
from tests.factories.bindings import a_binding, a_holder, a_request, all_read
from tests.factories.clock import Clock
from tests.factories.companies import a_company, a_company_account, a_company_document, a_reason
from tests.factories.consents import a_notice_text, a_reading, everything_acknowledged, the_three_texts
from tests.factories.content import (
    a_draft,
    a_picture,
    an_attachment,
    an_entry,
    an_unpublished_entry,
    very_many_entries,
)
from tests.factories.documents import a_document_reading, a_stored_document, a_stored_document_with_files
from tests.factories.letters import a_letter
from tests.factories.registration import (
    a_refused_application,
    a_reopened_application,
    a_shared_account,
    a_shared_application,
    a_shared_submission,
    a_submission,
    a_verified_application,
    an_application,
    an_approved_application,
    some_facts,
)
from tests.factories.review import a_claim, a_head, a_held_decision, a_second_look, a_sight, in_force
from tests.factories.rights import a_rights_request
from tests.factories.sign_ins import come_in
from tests.factories.threads import at_once

__all__ = [
    "PASSWORD",
    "Clock",
    "a_binding",
    "a_claim",
    "a_company",
    "a_company_account",
    "a_company_document",
    "a_document_reading",
    "a_draft",
    "a_head",
    "a_held_decision",
    "a_holder",
    "a_letter",
    "a_notice_text",
    "a_picture",
    "a_reading",
    "a_reason",
    "a_refused_application",
    "a_reopened_application",
    "a_request",
    "a_reviewer",
    "a_rights_request",
    "a_second_look",
    "a_shared_account",
    "a_shared_application",
    "a_shared_submission",
    "a_sight",
    "a_staff_member",
    "a_stored_document",
    "a_stored_document_with_files",
    "a_submission",
    "a_user",
    "a_verified_application",
    "all_read",
    "an_application",
    "an_approved_application",
    "an_attachment",
    "an_entry",
    "an_unpublished_entry",
    "at_once",
    "come_in",
    "everything_acknowledged",
    "hashed_password",
    "in_force",
    "some_facts",
    "the_three_texts",
    "very_many_entries",
]

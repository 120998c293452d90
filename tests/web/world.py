"""One of each, and somebody for each role: what tests that visit every address stand on."""

from django.test import Client

from port.accounts import password_links
from port.accounts.enums import LinkPurpose, StaffRole
from port.accounts.models import User
from port.accounts.verification import issue
from port.documents.models import StoredDocument
from port.registration.mending_links import issue_link
from tests.factories import (
    a_binding,
    a_company_account,
    a_company_document,
    a_notice_text,
    a_reason,
    a_refused_application,
    a_request,
    a_reviewer,
    a_rights_request,
    a_second_look,
    a_shared_application,
    a_staff_member,
    a_stored_document_with_files,
    all_read,
    an_application,
    an_approved_application,
    an_entry,
    everything_acknowledged,
)
from tests.factories.changes import a_change
from tests.factories.factors import an_alarm


class World:
    """One of each: a company with a document, an application that waits, somebody for each role."""

    def __init__(self) -> None:
        a_notice_text()
        newcomer, company, other = a_company_account(), a_company_account(), a_company_account()
        for account in (company, other):
            everything_acknowledged(account)
        self.file_id = a_stored_document_with_files().pk
        a_company_document(
            company=company.company, file=StoredDocument.objects.get(pk=self.file_id), submitted_by=company.user
        )
        self.acting_for = str(company.company_id)
        shared = a_binding(general=company.user).shared
        all_read(shared, company.company_id)
        self.binding_id = a_binding(general=company.user).pk
        self.binding_token = a_request()[1]
        self.case_id = an_application().document_id
        self.change_id = a_change(account=company).pk
        self.shared_id = a_shared_application().pk
        self.reason_id = a_reason().pk
        self.staff_id = a_staff_member(StaffRole.CONTENT).pk
        self.entry_id = an_entry().pk
        self.right_id = a_rights_request(person=company.user).pk
        self.look_id = a_second_look().pk
        approved = an_approved_application()
        self.approved_id, self.token = approved.pk, issue(approved.user)
        self.mending_token = issue_link(a_refused_application())
        self.password_token = password_links.issue(a_company_account().user, purpose=LinkPurpose.RECOVERY)
        self.alarm_token = an_alarm(a_company_account().user)
        self.people: dict[str, User | None] = {
            "stranger": None,
            "newcomer": newcomer.user,
            "company": company.user,
            "other company": other.user,
            "shared": shared,
            "reviewer": a_reviewer(),
            **{role.value: a_staff_member(role) for role in StaffRole if role != StaffRole.REVIEWER},
        }

    def client(self, role: str) -> Client:
        client = Client(headers={"X-Acting-Company": self.acting_for} if role == "shared" else None)
        if person := self.people[role]:
            client.force_login(person)
        return client

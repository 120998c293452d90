"""While a deployment runs, the version before serves on the new tables beside the new one; nobody notices which answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.factories.factors import SECRET, code_now
from tests.faults.older import unpack
from tests.faults.visitor import PASSWORD, Visitor, is_acknowledged
from tests.servers.database import Database, new_database
from tests.servers.mail import MailServer
from tests.servers.processes import wait_for
from tests.servers.product import Product, Web, new_product

LINK = re.compile(r"http://\S+?(/verify/\S+?/)(?=\s)")
APPROVED = "審核通過"
WALKS = {
    "allolder": ("older", "older", "older"),
    "allnew": ("new", "new", "new"),
    "outandback": ("older", "new", "older"),
    "andback": ("new", "older", "new"),
    "beforehand": ("older", "new", "new"),
}
"""Who registers, and which version takes the application, decides about it, and lets the holder in."""
REVIEWERS = f"""
from django.contrib.auth.hashers import make_password
from tests.factories.accounts import a_reviewer
from tests.factories.factors import an_app
for name in {[*WALKS]}:
    an_app(a_reviewer(username=f"reviews.{{name}}", password=make_password("{PASSWORD}")))
"""


@dataclass
class Deployment:
    """Both versions on one database, one store of documents and one mail server."""

    database: Database
    mail: MailServer
    webs: dict[str, Web]
    products: dict[str, Product]

    def ask(self, statement: str) -> str:
        words = ("-X", "-q", "-A", "-t", "-c", statement, "portpass")
        return self.database.run("psql", *words, capture_output=True).stdout.decode().strip()

    def application(self, name: str, column: str) -> str:
        return self.ask(f"select {column} from registration_accountapplication where username = '{name}'")  # noqa: S608


@pytest.fixture(scope="module")
def deployment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Deployment]:
    """As a deployment goes: the older version serves; the tables are migrated meanwhile; then the new one serves as well."""
    folder, mail, database = tmp_path_factory.mktemp("deployment"), MailServer().start(), new_database()
    places = {name: folder / name for name in ("older", "new", "code", "documents")}
    for place in places.values():
        place.mkdir()
    shared = {**database.environment, "EMAIL_PORT": str(mail.port), "DOCUMENTS_FOLDER": str(places["documents"])}
    older, new = (new_product(places[name], **shared) for name in ("older", "new"))
    older.code = unpack(places["code"])
    deployment = Deployment(database, mail, {}, {"older": older, "new": new})
    try:
        older.prepare()
        deployment.webs["older"] = older.web()
        assert is_acknowledged(Visitor(deployment.webs["older"]).register("beforehand"))
        new.prepare()
        deployment.webs["new"] = new.web()
        new.manage("shell", "-v", "0", "-c", REVIEWERS)
        older.worker()
        new.worker()
        yield deployment
    finally:
        older.stop()
        new.stop()
        mail.stop()
        database.stop()


def walk(deployment: Deployment, name: str, *, at: tuple[str, str, str]) -> None:
    """帳號申請, approval, proof of the address, first login: `at` says which version registers, approves, and lets in."""
    registering, approving, entering = (deployment.webs[version] for version in at)
    if name != "beforehand":
        assert is_acknowledged(Visitor(registering).register(name))
    approve(deployment, approving, name)
    link = link_of(deployment, name)
    holder = Visitor(entering)
    holder.get(link)
    assert holder.post(link, {"password": PASSWORD}).path.endswith("/verified/")
    inside = holder.sign_in(name, PASSWORD)
    assert "/acknowledgements" in inside.path, inside.path


def approve(deployment: Deployment, web: Web, name: str) -> None:
    case = deployment.application(name, "document_id")
    desk = Visitor(web)
    desk.sign_in(f"reviews.{name}", PASSWORD)
    assert desk.post("/login/second-factor/", {"code": code_now(SECRET)}).path.endswith("/staff/")
    found = desk.get(f"/staff/?q={name}")
    assert f"/staff/cases/{case}/" in found.page
    assert desk.get(f"/staff/cases/{case}/").status == 200
    assert APPROVED in desk.post(f"/staff/cases/{case}/account/", {"decision": "approve"}).page


def link_of(deployment: Deployment, name: str) -> str:
    """That of the letter which tells of the approval; whichever worker has sent it."""
    known: list[str] = []

    def came() -> bool:
        letters = [letter for letter in deployment.mail.letters if letter["To"] == f"{name}@example.com"]
        known[:] = [found[1] for letter in letters if (found := LINK.search(text_of(letter)))]
        return bool(known)

    wait_for(came, what=f"letter with a link for {name}")
    return known[0]


def text_of(letter) -> str:
    return letter.get_body(("plain",)).get_content()


@pytest.mark.parametrize(("name", "at"), WALKS.items(), ids=WALKS)
def test_the_journey_passes_whichever_version_answers(deployment: Deployment, name: str, at: tuple[str, str, str]):
    walk(deployment, name, at=at)

    assert deployment.application(name, "state") == "verified"


def test_a_visitor_goes_on_with_the_other_version_in_the_middle_of_a_form(deployment: Deployment):
    older, new = deployment.webs["older"], deployment.webs["new"]
    visitor = Visitor(older)
    visitor.get("/login/")
    visitor.web = new

    answer = visitor.sign_in("nobody", PASSWORD)

    assert answer.status == 422, answer.page


def test_the_record_that_both_have_written_is_whole_and_no_letter_left_twice(deployment: Deployment):
    said = deployment.products["new"].manage("verify_audit")

    assert "the chain is whole" in said
    assert set(deployment.mail.copies().values()) == {1}
    assert not [web for web in deployment.webs.values() if "Traceback" in web.said()]

"""Clerks who register one account after the other, over HTTP as a browser without scripts does, and note what they see."""

import random
import re
import time
import uuid
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from threading import Event, Thread
from typing import Any

import requests

from tests.faults.history import History, Operation, Outcome
from tests.port.documents.builders import coloured_pdf, saved
from tests.servers.processes import HOST

PASSWORD = "海風吹過第三號碼頭的清晨五點半"
REFERENCE = re.compile(r"\d{3}-\d{4}-\d{5}")
SECRET = re.compile(r'name="(csrfmiddlewaretoken|submission_id)" value="([^"]+)"')
TAKEN = "帳號已經存在"
SECONDS_TO_ANSWER = 30
CONTESTED = 25
"""Of so many names one is wanted by all clerks."""
DOUBLE_CLICKS = 10
"""So many of 100 clicks on 確定 arrive twice, at one instant."""
A7 = (210.0, 298.0)
OF_COMPANIES = {
    "number_kind": "ubn",
    "number": "12345675",
    "phone": "02-24206100#123",
    "company_name": "晴海示範船務股份有限公司",
    "address": "202001基隆市中正區示範路1號",
    "representative": "陳大海",
}


class NotAnswered(Exception):
    """The line broke, nobody listened, or the page said that something went wrong there."""


class Refused(Exception):
    """The page said that it was not taken."""


@dataclass
class Clerk:
    """Asks the web servers in turn, as a proxy would let her. Of 100 registrations `papers` come with a document."""

    number: int
    seed: int
    ports: Sequence[int]
    history: History
    over: Event
    began: float
    papers: int
    written: int = 0
    browser: requests.Session = field(default_factory=requests.Session)
    fault: BaseException | None = None

    def __post_init__(self) -> None:
        self.dice = random.Random(f"{self.seed} clerk {self.number}")

    def start(self) -> Thread:
        thread = Thread(target=self.work, name=f"clerk {self.number}")
        thread.start()
        return thread

    def work(self) -> None:
        try:
            while not self.over.is_set():
                self.written += 1
                self.history.add(self.register())
        except BaseException as fault:  # noqa: BLE001 - told by whoever waits for the end
            self.fault = fault

    def register(self) -> Operation:
        began = time.monotonic()
        paper = a_paper(self._own_name()) if self.dice.randrange(100) < self.papers else b""
        answers = self._answers(bool(paper))
        self.browser = requests.Session()  # a new person at another machine
        told: dict[str, Any]
        try:
            submission_id = self._filled_in(answers, paper)
        except (NotAnswered, Refused) as fault:
            submission_id, told = str(uuid.uuid4()), {"outcome": Outcome.FAIL, "why": str(fault)}
        else:
            told = self._confirmed(submission_id)
        seconds = {"began": began - self.began, "ended": time.monotonic() - self.began}
        known = {"submission_id": submission_id, "username": answers["username"]}
        return Operation(
            clerk=self.number, paper=sha256(paper).hexdigest() if paper else "", **known, **seconds, **told
        )

    def _own_name(self) -> str:
        return f"harbor{self.seed}.{self.number}.{self.written}"

    def _answers(self, with_paper: bool) -> dict[str, str]:
        own = self._own_name()
        name = own if self.written % CONTESTED else f"wharf{self.seed}.{self.written}"
        account = {"username": name, "name": "王小明", "mobile": "0912345678", "email": f"{own}@example.com"}
        secret = {"password": PASSWORD, "password_again": PASSWORD}
        return account | secret | (OF_COMPANIES if with_paper else {})

    def _filled_in(self, answers: dict[str, str], paper: bytes) -> str:
        """The form until the last look at it. Nothing has been sent yet, so it is tried again until somebody answers."""
        path = "/register/general/" if paper else "/register/shared/"
        for _ in range(30):
            try:
                hidden = dict(SECRET.findall(self._ask("GET", path).text))
                files = {"document": ("paper.pdf", paper, "application/pdf")} if paper else None
                page = self._ask("POST", path, data=answers | hidden, files=files)
            except NotAnswered:
                time.sleep(self.dice.uniform(0.2, 1))
                continue
            if page.status_code != requests.codes.ok:
                raise Refused(TAKEN if TAKEN in page.text else f"the form came back with {page.status_code}")
            return str(hidden["submission_id"])
        raise NotAnswered("nobody answered")

    def _confirmed(self, submission_id: str) -> dict[str, Any]:
        """確定. Who is told nothing presses it again, or, as every second clerk, never learns what became of it."""
        if self.dice.randrange(100) >= DOUBLE_CLICKS:
            return self._pressed(submission_id)
        with ThreadPoolExecutor(1) as second:
            twin: Future[str] = second.submit(self._sent, submission_id)
            told = self._pressed(submission_id)
        if twin.exception() is not None:
            return told
        if told["outcome"] is Outcome.INFO:
            return told | {"outcome": Outcome.OK, "reference": twin.result()}
        return told | {"twin": twin.result()}

    def _pressed(self, submission_id: str) -> dict[str, Any]:
        most = 10 if self.number % 2 else 1
        for tries in range(1, most + 1):
            try:
                return {"outcome": Outcome.OK, "reference": self._sent(submission_id), "tries": tries}
            except Refused as fault:
                return {"outcome": Outcome.FAIL, "tries": tries, "why": str(fault)}
            except NotAnswered as fault:
                why = str(fault)
                time.sleep(self.dice.uniform(0.2, 1.5))
        return {"outcome": Outcome.INFO, "tries": most, "why": why}

    def _sent(self, submission_id: str) -> str:
        """The 受理號碼 on the page that says that it was sent."""
        words = {"submission_id": submission_id, "csrfmiddlewaretoken": self.browser.cookies.get("csrf", "")}
        page = self._ask("POST", "/register/general/confirm/", data=words)
        if page.status_code == requests.codes.conflict and TAKEN in page.text:
            raise Refused(TAKEN)
        found = REFERENCE.search(page.text)
        if page.status_code != requests.codes.ok or not found:
            raise NotAnswered(f"no page with a number, but {page.status_code}")
        return found[0]

    def _ask(self, method: str, path: str, **more: Any) -> requests.Response:
        """The page at the end of all redirects, on a line of its own. Raises `NotAnswered`."""
        address = f"http://{HOST}:{self.dice.choice(self.ports)}{path}"
        with requests.Session() as line:
            line.cookies = self.browser.cookies
            try:
                answer = line.request(method, address, timeout=SECONDS_TO_ANSWER, **more)
            except requests.RequestException as fault:
                raise NotAnswered(type(fault).__name__) from fault
        if answer.status_code >= requests.codes.internal_server_error:
            raise NotAnswered(f"status {answer.status_code}")
        return answer


def a_paper(name: str) -> bytes:
    """A small PDF that is like no other."""
    paper = coloured_pdf((200, 30, 30), size=A7)
    paper.docinfo["/Title"] = name
    return saved(paper)

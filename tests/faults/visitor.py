"""Somebody with a browser of their own, who talks to one web server over HTTP as a form without a script does."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from io import BytesIO
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urljoin
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from PIL import Image

from tests.servers.processes import HOST
from tests.servers.product import Web

SECONDS_TO_ANSWER = 90
FORM = "/register/general/"
PASSWORD = "海風吹過第三號碼頭的清晨五點半"


@dataclass(frozen=True)
class Answer:
    status: int
    path: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def page(self) -> str:
        return self.content.decode(errors="replace")

    @property
    def is_honest_outage(self) -> bool:
        """503, in words for people, with the time after which to come back."""
        return self.status == 503 and self.headers.get("retry-after") == "60" and "請" in self.page


@dataclass
class Visitor:
    web: Web
    cookies: CookieJar = field(default_factory=lambda: CookieJar(DefaultCookiePolicy(allowed_domains=None)))

    def get(self, path: str) -> Answer:
        return self._ask(self._request(path))

    def post(self, path: str, answers: Mapping[str, Any]) -> Answer:
        body = encode_multipart(BOUNDARY, dict(answers))
        request = self._request(path, body)
        request.add_header("Content-Type", MULTIPART_CONTENT)
        request.add_header("X-CSRFToken", self._token())
        return self._ask(request)

    def sign_in(self, username: str, password: str) -> Answer:
        self.get("/login/")
        return self.post("/login/", {"username": username, "password": password})

    def register(self, name: str, **others: Any) -> Answer:
        """送出 and 確定; the last answer. `name` is the account's, and makes address and paper unlike any other."""
        self.get(FORM)
        answers = typed(name) | others
        checked = self.post(FORM, answers)
        if checked.status != 200:
            return checked
        return self.post(f"{FORM}confirm/", {"submission_id": answers["submission_id"]})

    def _request(self, path: str, body: bytes | None = None) -> Request:
        return Request(urljoin(f"http://{HOST}:{self.web.port}", path), data=body)  # noqa: S310 - a server of the test

    def _token(self) -> str:
        return next((cookie.value or "" for cookie in self.cookies if cookie.name == "csrf"), "")

    def _ask(self, request: Request) -> Answer:
        opener = build_opener(HTTPCookieProcessor(self.cookies))
        try:
            answer = opener.open(request, timeout=SECONDS_TO_ANSWER)
        except HTTPError as refusal:
            answer = refusal
        with answer:
            return Answer(
                answer.status,
                answer.url,
                {name.lower(): value for name, value in answer.headers.items()},
                answer.read(),
            )


def typed(name: str) -> dict[str, Any]:
    return {
        "submission_id": str(uuid.uuid4()),
        "username": name,
        "name": "王小明",
        "mobile": "0912345678",
        "email": f"{name}@example.com",
        "password": PASSWORD,
        "password_again": PASSWORD,
        "number_kind": "ubn",
        "number": "12345675",
        "phone": "02-24206100#123",
        "company_name": "晴海示範船務股份有限公司",
        "address": "202001基隆市中正區示範路1號",
        "representative": "陳大海",
        "document": a_paper(),
    }


def a_paper(content: bytes = b"") -> SimpleUploadedFile:
    """A small scan; `content` stands in it as a comment of the picture."""
    picture = BytesIO()
    Image.new("RGB", (200, 280), "white").save(picture, "JPEG", comment=content)
    return SimpleUploadedFile("paper.jpg", picture.getvalue(), content_type="image/jpeg")


def is_acknowledged(answer: Answer) -> bool:
    """The success page, which promises that the application is there."""
    return answer.status == 200 and answer.path.endswith("/register/sent/") and "受理號碼" in answer.page

"""What a clerk types into 帳號申請, as the browser sends it."""

import uuid
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from PIL import Image

FORM = "/register/general/"
CONFIRM = "/register/general/confirm/"


def a_photo(name: str = "paper.png", *, colour: str = "white") -> SimpleUploadedFile:
    picture = BytesIO()
    Image.new("RGB", (200, 280), colour).save(picture, "PNG")
    return SimpleUploadedFile(name, picture.getvalue())


def typed(**overrides: Any) -> dict[str, Any]:
    """Valid answers of the whole form; `document` is the file that comes with it when there is no script."""
    return {
        "submission_id": str(uuid.uuid4()),
        "username": "harbor2026",
        "name": "王小明",
        "mobile": "0912345678",
        "email": "wang@example.com",
        "password": "海風吹過第三號碼頭的清晨五點半",
        "password_again": "海風吹過第三號碼頭的清晨五點半",
        "number_kind": "ubn",
        "number": "12345675",
        "phone": "02-24206100#123",
        "company_name": "晴海示範船務股份有限公司",
        "address": "202001基隆市中正區示範路1號",
        "representative": "陳大海",
        "document": a_photo(),
    } | overrides


def send(client: Client, answers: dict[str, Any]) -> HttpResponse:
    """送出 and, when the check page comes, 確定; the last answer."""
    checked = client.post(FORM, answers)
    if checked.status_code != 200:
        return checked
    return client.post(CONFIRM, {"submission_id": answers["submission_id"]})


def leave(client: Client, name: str, value: str, **others: str) -> str:
    """Leave one field with that value; the message that appears at it."""
    answer = client.post(
        reverse("public:register_field"),
        {name: value, **others},
        headers={"HX-Request": "true", "HX-Trigger-Name": name},
    )
    return answer.content.decode()

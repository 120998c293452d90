"""What an application with a document of 1 MiB costs beside the least that it could: a hash, the file on the disk, a digest, a commit.

`python -m benchmarks.registration [--rounds 11]`; writes results/registration.md and registration.svg. An application is three requests: the
document is uploaded, the answers are checked, and 確定. What is compared is the last two, and all three.
"""

import argparse
import hashlib
import os
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlencode
from uuid import uuid4

import numpy
from argon2.low_level import Type, hash_secret
from PIL import Image
from urllib3 import encode_multipart_formdata

from benchmarks.answers import Answer, asked, cpu, wall
from benchmarks.charts import RESULTS, bars
from benchmarks.interleaved import Rounds, interleaved, middle, ratio
from benchmarks.stage import CSRF, headers, stage
from tests.servers.product import Web

MIB = 1024 * 1024
GOAL = 1.4
FORM, CONFIRM, UPLOAD = "/register/general/", "/register/general/confirm/", "/register/general/document/"
PASSWORD = "海風吹過第三號碼頭的清晨五點半"  # noqa: S105 - of accounts that are thrown away
TYPED = {
    "name": "王小明",
    "mobile": "0912345678",
    "password": PASSWORD,
    "password_again": PASSWORD,
    "number_kind": "ubn",
    "number": "12345675",
    "phone": "02-24206100#123",
    "company_name": "晴海示範船務股份有限公司",
    "address": "202001基隆市中正區示範路1號",
    "representative": "陳大海",
}
LEAST, TAKEN, CHECKED, SENT = "the least", "document taken", "answers checked", "確定"


def main() -> None:
    wishes = argparse.ArgumentParser(description=__doc__)
    wishes.add_argument("--rounds", type=int, default=11)
    rounds = wishes.parse_args().rounds
    paper = a_scan()
    with stage(PORTPASS_STAGE_CROWD="1") as on, TemporaryDirectory() as folder:
        web = on.web()
        sides = {LEAST: _least(web, paper, Path(folder)), "product": _applied(web, paper)}
        told = interleaved(sides, rounds=rounds)
    flat = [{LEAST: one[LEAST], **one["product"]} for one in told]
    (RESULTS / "registration.md").write_text(_report(flat, rounds, len(paper)), encoding="utf-8")
    series = {
        "by the clock": [middle(flat, side, of=wall) for side in flat[0]],
        "CPU": [middle(flat, side, of=cpu) for side in flat[0]],
    }
    bars("registration", title="An application with 1 MiB, in milliseconds", labels=list(flat[0]), series=series)


def _report(told: Rounds[Answer], rounds: int, size: int) -> str:
    text = f"# Registration\n\nWritten by `python -m benchmarks.registration`. {rounds} rounds in turn; a scan of {size / MIB:.2f} MiB as PDF.\n\n"
    text += "| | ms | CPU ms | to the least | statements |\n|---|---|---|---|---|\n"
    for side in told[0]:
        figures = f"{middle(told, side, of=wall):.1f} | {middle(told, side, of=cpu):.1f} | {ratio(told, side, LEAST, of=wall)}"
        text += f"| {side} | {figures} | {max(one[side].statements for one in told)} |\n"
    sent = ratio(told, f"{CHECKED}, {SENT}", LEAST, of=wall).middle
    text += f"\nThe least: one hash, {size / MIB:.2f} MiB written and fsynced with its folder, SHA-256, one row committed through the same server.\n"
    text += (
        f"\nGoal: at most {GOAL} times the least: {'reached' if sent <= GOAL else '**missed**'} without the upload.\n"
    )
    return text


def a_scan() -> bytes:
    """A PDF of one page with a picture that does not compress, of about 1 MiB."""
    dice = numpy.random.default_rng(1)
    picture = Image.fromarray(dice.integers(0, 256, (1000, 707), dtype=numpy.uint8)).resize((1240, 1754))
    for quality in range(95, 5, -5):
        kept = BytesIO()
        picture.save(kept, "PDF", quality=quality, resolution=150)
        if kept.tell() <= MIB:
            break
    return kept.getvalue()


def _least(web: Web, paper: bytes, folder: Path) -> Callable[[int], Answer]:
    line = web.connection()

    def compute(number: int) -> Answer:
        began, spent = time.perf_counter(), time.process_time()
        hash_secret(
            b"a password", b"a" * 22, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=32, type=Type.ID
        )
        _written(folder / str(number), paper)
        hashlib.sha256(paper).hexdigest()
        asked(line, "GET", "/one-row", "", headers(), expected=200)
        return Answer((time.perf_counter() - began) * 1000, (time.process_time() - spent) * 1000)

    return compute


def _written(place: Path, content: bytes) -> None:
    with place.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    folder = os.open(place.parent, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _applied(web: Web, paper: bytes) -> Callable[[int], dict[str, Answer]]:
    line = web.connection()

    def apply(number: int) -> dict[str, Answer]:
        sent = str(uuid4())
        words, kind = encode_multipart_formdata(
            {"submission_id": sent, "csrfmiddlewaretoken": CSRF, "document": ("paper.pdf", paper, "application/pdf")}
        )
        taken = asked(line, "POST", UPLOAD, words, {**headers(), "Content-Type": kind}, expected=200)
        session = taken.cookies
        own = {"username": f"harbor{number + 99}", "email": f"harbor{number + 99}@example.com"}
        said = urlencode({**TYPED, **own, "csrfmiddlewaretoken": CSRF, "submission_id": sent})
        checked = asked(line, "POST", FORM, said, headers(*session), expected=200)
        session = checked.cookies or session
        said = urlencode({"submission_id": sent, "csrfmiddlewaretoken": CSRF})
        done = asked(line, "POST", CONFIRM, said, headers(*session), expected=302)
        both = checked + done
        return {TAKEN: taken, CHECKED: checked, SENT: done, f"{CHECKED}, {SENT}": both, "all three": taken + both}

    return apply


if __name__ == "__main__":
    main()

"""The mail server is away, slow, or back: nobody waits for it, and every letter arrives once it can."""

from pathlib import Path

import pytest

from tests.faults.stage import Stage
from tests.faults.visitor import Visitor, is_acknowledged
from tests.servers.mail import MailServer
from tests.servers.processes import wait_for


@pytest.fixture
def mail() -> MailServer:
    server = MailServer()
    yield server
    server.stop()


def test_without_a_mail_server_people_are_served_and_their_letters_leave_when_it_is_back(
    stage: Stage, mail: MailServer, tmp_path: Path
) -> None:
    product = stage.with_servers(tmp_path, EMAIL_PORT=str(mail.port))
    web, worker = product.web(), product.worker()
    names = ["mailaway1", "mailaway2", "mailaway3"]
    assert all(is_acknowledged(Visitor(web).register(name)) for name in names)
    wait_for(lambda: any(letter[2] for name in names for letter in stage.letters(name)), what="try in vain")
    waited = [letter[:2] for name in names for letter in stage.letters(name)]

    mail.start()
    stage.hurry()
    mail.wait_for(len(waited))

    assert waited == [["waiting", "0"]] * 3
    wait_for(lambda: all(letter[0] == "sent" for name in names for letter in stage.letters(name)), what="end")
    assert sorted(letter["To"] for letter in mail.letters) == sorted(f"{name}@example.com" for name in names)
    assert set(mail.copies().values()) == {1}
    assert worker.runs


def test_a_mail_server_that_takes_ten_seconds_holds_up_no_page_and_gets_each_letter_once(
    stage: Stage, mail: MailServer, tmp_path: Path
) -> None:
    mail.seconds = 10
    mail.start()
    product = stage.with_servers(tmp_path, EMAIL_PORT=str(mail.port))
    web, _worker = product.web(), product.worker()

    answer = Visitor(web).register("mailslow")

    assert is_acknowledged(answer)
    assert mail.letters == [], "the page came before the letter"
    wait_for(lambda: stage.letters("mailslow") == [["sent", "1", ""]], what="letter that is known to be sent")
    assert list(mail.copies().values()) == [1]


def test_a_mail_server_that_puts_off_gets_the_letter_again(stage: Stage, mail: MailServer, tmp_path: Path) -> None:
    mail.refuses = True
    mail.start()
    product = stage.with_servers(tmp_path, EMAIL_PORT=str(mail.port))
    web, _worker = product.web(), product.worker()
    assert is_acknowledged(Visitor(web).register("mailputoff"))
    wait_for(lambda: stage.letters("mailputoff") == [["waiting", "1", "SMTPDataError"]], what="refusal")

    mail.refuses = False
    stage.hurry()
    mail.wait_for(1)

    assert list(mail.copies().values()) == [1]

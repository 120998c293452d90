"""Companies and people that do not exist. Everything about them follows from their number in the cast."""

from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from itertools import count, islice

from django.contrib.auth.hashers import make_password

from demo.papers import PaperKind
from port.accounts.enums import AccountKind
from port.companies.enums import NumberKind
from port.registration.workflow import ApplicationFacts
from port.taiwan.ubn import is_valid_ubn

LOWEST_NUMBER = 1000  # 統一編號 that begin with 0000 have not been given out
SURNAMES = "林陳張黃李王吳劉蔡楊許鄭謝郭洪曾邱廖賴周"
GIVEN_NAMES = ("示安", "範文", "心示", "示帆", "佳範", "示海", "範平", "示恩", "雅示", "範宇", "示潔", "範廷", "示柔")
FIRST_REPRESENTATIVE = 120  # their names are nobody else's, since the desk compares them
DOMAINS = ("example.com", "example.org", "example.net")


class Trade(Enum):
    """How such a company is named, and which paper proves it."""

    AGENT = "{}船務代理股份有限公司", PaperKind.CHANGE_REGISTRATION
    STEVEDORE = "{}裝卸承攬股份有限公司", PaperKind.CHANGE_REGISTRATION
    TRUCKING = "{}貨櫃運輸股份有限公司", PaperKind.CHANGE_REGISTRATION
    TALLY = "{}船舶理貨有限公司", PaperKind.COMPANY_CERTIFICATE
    SURVEY = "{}海事公證有限公司", PaperKind.COMPANY_CERTIFICATE
    BROKER = "{}報關行", PaperKind.BUSINESS_TRANSCRIPT
    SUPPLIER = "{}船舶日用品行", PaperKind.BUSINESS_TRANSCRIPT
    SHIPYARD = "{}船舶修造廠", PaperKind.FACTORY
    SCHOOL = "{}海事職業學校", PaperKind.EDUCATION_LETTER
    ASSOCIATION = "{}港區業者協會", PaperKind.ASSOCIATION
    FOUNDATION = "財團法人{}海洋教育基金會", PaperKind.LEGAL_PERSON
    OFFICE = "{}港區管理所", PaperKind.LEGAL_PERSON

    def __init__(self, name: str, paper: PaperKind) -> None:
        self.full_name = name
        self.paper = paper


class Harbour(Enum):
    """The seven international ports: where a company stands, and the area code there."""

    KEELUNG = "202基隆市中正區", "02"
    TAIPEI = "249新北市八里區", "02"
    SUAO = "270宜蘭縣蘇澳鎮", "03"
    TAICHUNG = "435臺中市梧棲區", "04"
    KAOHSIUNG = "806高雄市前鎮區", "07"
    ANPING = "708臺南市安平區", "06"
    HUALIEN = "970花蓮縣花蓮市", "03"

    def __init__(self, district: str, area_code: str) -> None:
        self.district = district
        self.area_code = area_code

    def phone(self, extension: int) -> str:
        """No telephone number begins with 1 after its area code, so it rings nowhere."""
        digits = 8 if self.area_code in {"02", "04"} else 7
        return f"{self.area_code}-{10 ** (digits - 1)}#{extension}"


class Medium(Enum):
    """How a paper comes to the computer."""

    SCAN = "scan"
    PHOTO = "photo"
    OFFICE = "office"
    """The PDF that the office itself has sent."""


@dataclass(frozen=True)
class Applicant:
    """A company with the person who applies for its account, and the paper that they have at hand."""

    facts: ApplicationFacts
    paper: PaperKind
    medium: Medium

    def colleague(self, number: int) -> "Applicant":
        """Somebody else of the same company."""
        someone = _person(number, f"{self.facts.username.partition('.')[0]}.second")
        return replace(self, facts=replace(self.facts, **someone))


def applicant(number: int, *, word: str, handle: str, trade: Trade) -> Applicant:
    """The one with that number in the cast, counted from 0; nobody can log in yet. `handle` is the word in Latin letters."""
    harbour = list(Harbour)[number % len(Harbour)]
    is_office = trade is Trade.OFFICE
    company = {
        "number_kind": NumberKind.AGENCY if is_office else NumberKind.UBN,
        "number": f"DEMO{number:06}" if is_office else valid_numbers(number + 1)[number],
        "phone": harbour.phone(100 + number),
        "company_name": trade.full_name.format(f"{word}示範"),
        "address": f"{harbour.district}示範路{number + 1}號",
        "representative": _name(number + FIRST_REPRESENTATIVE),
    }
    facts = ApplicationFacts(**company, **_person(number, f"{handle}.demo"))
    return Applicant(facts=facts, paper=trade.paper, medium=list(Medium)[number % len(Medium)])


@cache
def valid_numbers(wanted: int) -> tuple[str, ...]:
    """That many 統一編號 that pass the check sum, the lowest first."""
    return tuple(islice((f"{number:08}" for number in count(LOWEST_NUMBER) if is_valid_ubn(f"{number:08}")), wanted))


def shared_applicant(number: int, username: str) -> ApplicationFacts:
    """Somebody who manages several companies, and applies for a 共用帳號."""
    return ApplicationFacts(kind=AccountKind.SHARED, **_person(number, username))


def _person(number: int, username: str) -> dict[str, str]:
    email = f"{username}@{DOMAINS[number % len(DOMAINS)]}"
    return {
        "username": username,
        "name": _name(number),
        "mobile": f"09000000{number:02}",
        "email": email,
        "email_canonical": email,
        "password": make_password(None),
    }


def _name(number: int) -> str:
    return SURNAMES[number % len(SURNAMES)] + GIVEN_NAMES[number % len(GIVEN_NAMES)]

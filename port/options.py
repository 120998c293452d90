"""What an operator may set about the rules of the port, typed, in one object.

`config/` reads the environment once and hands the object over as `settings.PORT_OPTIONS`; rules ask `options()`.
The defaults are the words of the manual (sender, hotline, hours).
"""

from dataclasses import dataclass, replace
from datetime import timedelta
from functools import lru_cache

from django.conf import settings

from port.language import Language, language_now


@dataclass(frozen=True, kw_only=True)
class Options:
    """Lengths are characters, sizes are bytes, durations are `timedelta`.

    What ends in `_english` stands in the place of its Chinese sister on English pages and in English letters.
    """

    organisation: str = "臺灣港務股份有限公司"
    organisation_english: str = "Taiwan International Ports Corporation, Ltd."
    organisation_address: str = "804004高雄市鼓山區蓬萊路10號"
    organisation_address_english: str = "No. 10, Penglai Rd., Gushan Dist., Kaohsiung City 804004, Taiwan"
    site_name: str = "通行證資訊網"
    site_name_english: str = "Port Pass Portal"
    system_name: str = "通行證管理系統"
    system_name_english: str = "Port Pass Management System"
    team: str = "港區通行證通用管理系統工作小組"
    team_english: str = "Port Pass Management System team"
    sender: str = "hep@twport.com.tw"
    hotline: str = "0809-088-568"
    hotline_hours: str = "8：00~18：00"
    hotline_hours_english: str = "8:00–18:00"
    public_url: str = "http://127.0.0.1:8000"

    review_working_days: int = 2
    verification_lifetime: timedelta = timedelta(hours=72)
    remind_after: timedelta = timedelta(days=11)
    lapse_after: timedelta = timedelta(days=14)
    verification_pause: timedelta = timedelta(minutes=3)
    verification_letters_a_day: int = 5
    login_failures: int = 5
    login_hold: timedelta = timedelta(minutes=15)
    username_checks_an_hour: int = 30
    uploads_an_hour: int = 100
    sign_ins_an_hour: int = 60
    applications_an_hour: int = 20
    applications_a_day_per_email: int = 5
    company_session: timedelta = timedelta(hours=12)
    staff_session: timedelta = timedelta(hours=8)
    company_idle: timedelta = timedelta(minutes=30)
    staff_idle: timedelta = timedelta(minutes=15)
    idle_warning: timedelta = timedelta(minutes=2)
    remembered_name: timedelta = timedelta(days=30)
    password_link_lifetime: timedelta = timedelta(minutes=30)
    invitation_lifetime: timedelta = timedelta(days=7)
    email_change_lifetime: timedelta = timedelta(hours=24)
    not_me_lifetime: timedelta = timedelta(days=7)
    binding_lifetime: timedelta = timedelta(days=7)
    recovery_letters_a_day: int = 5
    recoveries_an_hour: int = 20
    factor_tries: int = 5
    factor_trust: timedelta = timedelta(minutes=5)
    staff_need_factor: bool = False
    staff_idle_warning: timedelta = timedelta(days=150)
    staff_idle_end: timedelta = timedelta(days=180)
    staff_review_every: timedelta = timedelta(days=180)
    rights_days: int = 30
    rights_extension_days: int = 30
    attachment_bytes: int = 20 * 1024 * 1024
    helpful_answers_an_hour: int = 30
    opinions_an_hour: int = 5
    opinion_working_days: int = 3

    decision_delay: timedelta = timedelta(minutes=10)
    claim_lease: timedelta = timedelta(minutes=30)
    second_look_percent: int = 5
    bulk_most: int = 100
    mending_lifetime: timedelta = timedelta(days=30)
    progress_code_lifetime: timedelta = timedelta(minutes=10)
    progress_code_tries: int = 5
    progress_codes_an_hour: int = 10
    progress_codes_an_hour_per_application: int = 3
    progress_codes_a_day_per_application: int = 10

    letter_tries: int = 10
    letter_lease: timedelta = timedelta(seconds=60)
    keep_letter_links: bool = False

    upload_bytes: int = 20 * 1024 * 1024
    upload_pages: int = 50
    upload_pixels: int = 40_000_000
    intake_seconds: int = 20
    intake_memory_bytes: int = 1536 * 1024 * 1024
    staged_lifetime: timedelta = timedelta(hours=24)
    clamd: str = ""
    clamd_seconds: int = 20
    reading_pages: int = 5
    reading_seconds: int = 20
    reading_lease: timedelta = timedelta(minutes=2)
    reading_tries: int = 3


def options() -> Options:
    """In the words of the language in hand; what is no words is the same in both."""
    chosen: Options = settings.PORT_OPTIONS
    return _in_english(chosen) if language_now() is Language.ENGLISH else chosen


@lru_cache(maxsize=4)
def _in_english(chosen: Options) -> Options:
    return replace(
        chosen,
        organisation=chosen.organisation_english,
        organisation_address=chosen.organisation_address_english,
        site_name=chosen.site_name_english,
        system_name=chosen.system_name_english,
        team=chosen.team_english,
        hotline_hours=chosen.hotline_hours_english,
    )

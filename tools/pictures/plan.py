"""The states that a plain look at an address does not show. An address that is not named here is opened as it is."""

from port.content.enums import EntryKind, EntryState
from port.content.models import Entry
from tools.pictures import steps
from tools.pictures.plan_inside import INSIDE
from tools.pictures.plan_staff import STAFF
from tools.pictures.shots import Shot, always
from web.gallery.views import FAULTS, HEADS, LAST_PAGES, STANDINGS

PHONE = (360,)
MIDDLE = (768,)

PUBLIC = (
    Shot("public:home", steps=steps.close_news, dark=True, english=True),
    Shot(
        "public:home",
        state="notice",
    ),
    Shot("public:home", state="menu", steps=steps.open_menu, widths=PHONE, dark=True),
    Shot("public:home", by="company", state="signed in"),
    Shot("public:news", english=True),
    Shot("public:news_item", at=lambda world: [world.key(Entry, kind=EntryKind.NEWS, state=EntryState.PUBLISHED)]),
    Shot("public:faq_topic", at=always("account")),
    Shot("public:faq_item", at=lambda world: [world.slug(EntryKind.FAQ)], english=True),
    Shot("public:rules_version", at=always(1)),
    Shot("public:download", at=lambda world: [world.slug(EntryKind.DOWNLOAD)]),
    Shot("public:page", at=always("how-to-apply"), english=True),
    Shot("public:search", state="found", steps=steps.search_for),
    Shot("public:search", state="nothing", steps=steps.search_for_nothing),
    Shot("public:opinions", english=True),
    Shot("public:opinions", state="errors", steps=steps.send_empty),
    Shot("public:rules", english=True, dark=True),
    Shot("public:rules", state="printed", widths=MIDDLE, media="print"),
    Shot("public:faq", english=True, dark=True),
    Shot("public:faq", state="printed", widths=MIDDLE, media="print"),
    Shot("public:login", dark=True, english=True),
    Shot("public:login", state="wrong", steps=steps.wrong_login),
    Shot("public:register", english=True),
    Shot("public:register_general", dark=True, english=True),
    Shot("public:register_general", state="errors", steps=steps.send_empty, dark=True),
    Shot("public:register_general", state="help", steps=steps.open_help),
    Shot("public:register_general", state="filled in", steps=steps.fill_in, dark=True),
    Shot("public:register_general", state="check", steps=steps.check, dark=True),
    Shot("public:register_shared"),
    Shot("public:register_shared", state="errors", steps=steps.send_empty),
    Shot("public:home", state="application sent", steps=steps.sent, dark=True),
    Shot("public:home", state="application printed", steps=steps.sent, widths=MIDDLE, media="print"),
    Shot("public:home", state="second factor", steps=steps.half_in),
    Shot("public:home", state="recovery code", steps=steps.recovery_code),
    Shot("public:verify", at=lambda world: [world.verification()], dark=True),
    Shot("public:verify", state="wrong", at=lambda world: [world.verification()], steps=steps.wrong_password),
    Shot("public:verify", state="unknown", at=always("no-such-link"), status=404),
    Shot("public:mend", at=lambda world: [world.mending()]),
    Shot("public:mend", state="opened", at=always("no-such-link"), steps=steps.open_mending),
    Shot("public:mend", state="unknown", at=always("no-such-link"), status=404),
    Shot("public:progress", english=True),
    Shot("public:progress", state="code", steps=steps.ask_progress),
    Shot("public:progress", state="standing", steps=steps.see_progress, dark=True),
    Shot("public:binding", at=lambda world: [world.binding()]),
    Shot("public:choose_password", at=lambda world: [world.choosing()]),
    Shot("public:not_me", at=lambda world: [world.alarm()]),
    Shot("public:not_me", state="unknown", at=always("no-such-link"), status=404),
)
GALLERY = (
    *(Shot("gallery:head", state=name, at=always(name)) for name in HEADS),
    *(
        Shot("gallery:head", state=f"idle {name}", at=always(f"company--{name}"), steps=steps.see_dialog)
        for name in STANDINGS
    ),
    Shot("gallery:head", state="company menu", at=always("company"), steps=steps.open_menu, widths=PHONE, dark=True),
    Shot("gallery:head", state="desk menu", at=always("desk"), steps=steps.open_desk_menu, widths=PHONE, dark=True),
    *(Shot("gallery:error", state=str(code), at=always(code)) for code in (*FAULTS, *LAST_PAGES)),
)
PLAN: tuple[Shot, ...] = (*PUBLIC, *INSIDE, *STAFF, *GALLERY)
SHOWN_BY_A_STATE = {
    "public:register_sent": "public-home--application-sent",
    "public:second_factor": "public-home--second-factor",
    "public:recovery_code": "public-home--recovery-code",
    "public:mend_form": "public-mend--opened",
    "public:progress_code": "public-progress--code",
    "public:progress_standing": "public-progress--standing",
    "staff:bulk": "staff-queue--many-chosen--head",
}
"""Pages that nobody can open by their address alone, and the picture that shows each."""

FILES = {
    "gallery:standing",
    "public:file",
    "public:register_thumbnail",
    "public:mend_former",
    "company:thumbnail",
    "staff:manual_file",
    "staff:piece",
    "staff:page",
    "staff:thumbnail",
    "staff:original",
}
"""Not pages: pictures of papers, papers themselves, and what a script asks for."""

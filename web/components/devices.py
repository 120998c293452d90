"""What a device is called in the list of sign-ins: few rules of our own, since the words only have to be recognised."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

BROWSERS = {
    "Edg": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser/": "Samsung Internet",
    "Line/": "LINE",
    "FxiOS/": "Firefox",
    "Firefox/": "Firefox",
    "CriOS/": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "CrOS": "ChromeOS",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}
"""The first mark that is found counts: many browsers carry the marks of others behind their own."""


BETWEEN = gettext_noop("・")


def device_words(user_agent: str) -> str:
    """E.g. Chrome・Windows; what is not known is said so. As it is kept, in Chinese; `told` says it in the language in hand."""
    browser = _first(BROWSERS, user_agent) or gettext_noop("不明的瀏覽器")
    system = _first(SYSTEMS, user_agent) or gettext_noop("不明的裝置")
    return f"{browser}{BETWEEN}{system}"


def told(device: str) -> str:
    """What was kept of a device, for whoever reads the page."""
    return _(BETWEEN).join(_(part) for part in device.split(BETWEEN) if part)


def _first(marks: dict[str, str], user_agent: str) -> str:
    return next((word for mark, word in marks.items() if mark in user_agent), "")

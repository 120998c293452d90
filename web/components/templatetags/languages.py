"""What a page says of its language, the way to the same page in the other one, and Chinese on English pages."""

import re
from collections.abc import Iterable

from django import template
from django.template import Context
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from port.language import TAGS, Language, language_now
from web.components import languages

CHINESE = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff][\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\d]*")
IN_CHINESE = SafeString(' lang="zh-Hant"')

register = template.Library()


@register.simple_tag
def language_tag() -> str:
    """For `<html lang>`."""
    return TAGS[language_now()]


@register.simple_tag(takes_context=True)
def other_way(context: Context) -> languages.Way:
    return languages.other_way(context.get("request"))


@register.simple_tag(takes_context=True)
def alternates(context: Context) -> list[languages.Way]:
    return languages.alternates(context.get("request"))


@register.filter
def lang_of(words: object) -> str:
    """The attribute of an element that holds words of somebody, where they are not in the language of the page."""
    lines = words if isinstance(words, Iterable) and not isinstance(words, str) else [words]
    is_foreign = language_now() is Language.ENGLISH and any(CHINESE.search(str(line)) for line in lines)
    return IN_CHINESE if is_foreign else ""


@register.filter
def mark_chinese(words: object) -> SafeString:
    """On English pages Chinese within a sentence, such as an example of what to type, says that it is Chinese."""
    said = conditional_escape(words)
    if language_now() is not Language.ENGLISH:
        return said
    # Only Chinese letters are wrapped, and `said` is escaped by now.
    return SafeString(CHINESE.sub(r'<span lang="zh-Hant">\g<0></span>', said))  # nosec B703

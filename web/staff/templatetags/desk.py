"""The menu of the desk, for the head of its pages."""

from typing import Any

from django import template

from web.staff.menu import Shown, menu_of

register = template.Library()


@register.simple_tag(takes_context=True)
def desk_menu(context: dict[str, Any]) -> list[Shown]:
    return menu_of(context["request"])

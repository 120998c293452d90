"""Dates in 民國 years, on English pages in Western ones, and personal data that is only hinted at, for templates."""

from datetime import date, datetime

from django import template

from port.taiwan import dates, text

register = template.Library()
register.filter("roc_date", dates.told_date)
register.filter("roc_datetime", dates.told_datetime)
register.filter("mask_email", text.mask_email)
register.filter("mask_mobile", text.mask_mobile)
register.filter("mask_name", text.mask_name)
register.filter("mask_organisation", text.mask_organisation)


@register.filter
def roc_told(value: object) -> object:
    """A time or a day, anything else as it is: for rows whose values differ in kind."""
    if isinstance(value, datetime):
        return dates.told_datetime(value)
    return dates.told_date(value) if isinstance(value, date) else value

"""Dates in 民國 years, and personal data that is only hinted at, for templates."""

from datetime import date, datetime

from django import template

from port.taiwan import dates, text

register = template.Library()
register.filter("roc_date", dates.roc_date)
register.filter("roc_datetime", dates.roc_datetime)
register.filter("mask_email", text.mask_email)
register.filter("mask_mobile", text.mask_mobile)
register.filter("mask_name", text.mask_name)
register.filter("mask_organisation", text.mask_organisation)


@register.filter
def roc_told(value: object) -> object:
    """A time or a day in 民國 years, anything else as it is: for rows whose values differ in kind."""
    if isinstance(value, datetime):
        return dates.roc_datetime(value)
    return dates.roc_date(value) if isinstance(value, date) else value

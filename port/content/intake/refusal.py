"""A file that is not taken, in words."""

from django.core.exceptions import ValidationError


def refused(sentence: str) -> ValidationError:
    return ValidationError(sentence, code="file_refused")

"""Whose fault it is that a letter did not leave: its own, or the mail server's that nobody reaches."""

from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused

ABOUT_THE_LETTER = (SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused, SMTPSenderRefused)


class MailServerAway(Exception):
    """Nothing leaves for now; the letter in hand has been put back."""


def is_of_the_server(error: Exception) -> bool:
    """Nobody there, nobody answering, hung up, or not letting us in: another letter would fare the same.

    `smtplib` says all of that with kinds of `OSError`, and what it says of a letter as well.
    """
    return isinstance(error, OSError) and not isinstance(error, ABOUT_THE_LETTER)

"""Who may sign in, by which proofs, where they are signed in, and how often somebody tried."""

from port.accounts.models.counts import SignInCount, VisitorCount
from port.accounts.models.links import EmailChange, EmailVerification, NotMeLink, PasswordLink
from port.accounts.models.sign_ins import Factor, FormerPassword, RecoveryCode, SignIn
from port.accounts.models.staff import StaffReview
from port.accounts.models.users import User

__all__ = [
    "EmailChange",
    "EmailVerification",
    "Factor",
    "FormerPassword",
    "NotMeLink",
    "PasswordLink",
    "RecoveryCode",
    "SignIn",
    "SignInCount",
    "StaffReview",
    "User",
    "VisitorCount",
]

from django.test import Client
from django.utils import timezone

from port.accounts.models import SignIn, User
from port.accounts.sessions import use


def come_in(client: Client, user: User) -> Client:
    """Signed in, and seen: what a test counts within the next minute has no use to write down (`port.accounts.sessions`)."""
    client.force_login(user)
    use(SignIn.objects.filter(user=user).latest("pk"), at=timezone.now())
    return client

"""Whether something was sent from a page of ours, asked of the browser itself.

For forms on pages that are the same for everybody and carry no token: a page elsewhere must not send them either.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest

FROM_HERE = frozenset({"", "same-origin", "none"})
"""What a browser says of a page of ours, and what one says that knows of no such thing."""


def is_sent_from_here(request: HttpRequest) -> bool:
    """Browsers tell where a form stood, by one header or another; a program that tells neither acts for nobody else."""
    if request.headers.get("Sec-Fetch-Site", "") not in FROM_HERE:
        return False
    origin = request.headers.get("Origin", "")
    return not origin or urlsplit(origin).netloc == request.get_host()

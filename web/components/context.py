from typing import Any

from django.conf import settings
from django.http import HttpRequest

from port.options import options


def port(request: HttpRequest) -> dict[str, Any]:
    """What every page says of the port: organisation, hotline, hours; and whether this is a demonstration."""
    return {"port": options(), "demo": settings.DEMONSTRATION}

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from port.options import options
from web.components.pledges import Pledges


def port(request: HttpRequest) -> dict[str, Any]:
    """What every page says of the port: organisation, hotline, hours, what it promises; and whether this is a demonstration."""
    return {"port": options(), "pledges": Pledges(), "demo": settings.DEMONSTRATION}

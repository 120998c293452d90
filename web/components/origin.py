"""Where a request came from: the visitor's network address, what the record keeps of it, and the page before."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import salted_hmac
from django.utils.http import url_has_allowed_host_and_scheme

BITS_OF_THE_NETWORK = {4: 24, 6: 48}
BITS_OF_A_LINE = 64
HEX_DIGITS = 16


def address_of(request: HttpRequest) -> str:
    """The visitor's network address. Behind a proxy it is the last one forwarded: what the proxy itself has seen."""
    seen = str(request.META.get("REMOTE_ADDR", ""))
    if not settings.BEHIND_PROXY:
        return seen
    return str(request.META.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip() or seen


def origin_of(request: HttpRequest) -> str:
    """`192.0.2.0/24 3f1c…`: the network, and a keyed hash that tells two visitors of one network apart (C9).

    The address itself is personal data and is not kept. Empty for what is no address, such as a socket.
    """
    address = ip_of(request)
    if address is None:
        return ""
    network = ip_network(f"{address}/{BITS_OF_THE_NETWORK[address.version]}", strict=False)
    hashed = salted_hmac("port.audit.origin", str(address), algorithm="sha256").hexdigest()
    return f"{network} {hashed[:HEX_DIGITS]}"


def ip_of(request: HttpRequest) -> IPv4Address | IPv6Address | None:
    """The visitor's address, to be compared; None for what is no address."""
    try:
        return _plain(ip_address(address_of(request)))
    except ValueError:
        return None


def line_of(request: HttpRequest) -> str:
    """What one visitor is counted by: an address of IPv4, of IPv6 the /64 that one line has all to itself (RFC 6177)."""
    address = ip_of(request)
    if address is None:
        return address_of(request)
    return str(address) if address.version == 4 else str(ip_network(f"{address}/{BITS_OF_A_LINE}", strict=False))


def _plain(address: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """An IPv4 address is the same visitor when it comes in the dress of IPv6; a zone (%eth0) says nothing of anybody."""
    if isinstance(address, IPv6Address):
        return address.ipv4_mapped or IPv6Address(int(address))
    return address


def page_before(request: HttpRequest) -> str:
    """The page of ours whose form was sent: an address that is only posted to is no way back. Empty when it is not known."""
    came_from, own = request.headers.get("Referer", ""), {request.get_host()}
    if not url_has_allowed_host_and_scheme(came_from, allowed_hosts=own, require_https=request.is_secure()):
        return ""
    return urlsplit(came_from)._replace(scheme="", netloc="").geturl()

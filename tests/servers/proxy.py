"""nginx with the product's own configuration, at free ports and with a certificate that it signs itself."""

import os
import re
import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.client import HTTPConnection, HTTPSConnection
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tests.servers.processes import HOST, Program, free_port, takes_connections, wait_for
from tools.places import ROOT

GIVEN = ROOT / "deploy" / "proxy"
NAME = "portpass.example"


@dataclass
class Proxy:
    folder: Path
    plain_port: int
    port: int
    program: Program
    _connections: list[HTTPConnection] = field(default_factory=list)

    def connection(self, *, timeout: float = 20) -> HTTPConnection:
        """To its TLS; closed with the proxy."""
        return self._kept(HTTPSConnection(HOST, self.port, timeout=timeout, context=self.trust()))

    def plain_connection(self) -> HTTPConnection:
        return self._kept(HTTPConnection(HOST, self.plain_port, timeout=20))

    def _kept(self, connection: HTTPConnection) -> HTTPConnection:
        self._connections.append(connection)
        return connection

    def trust(self) -> ssl.SSLContext:
        """Comes to 127.0.0.1, so that the name in the certificate is another one."""
        context = ssl.create_default_context(cafile=str(self.folder / "tls" / "certificate.pem"))
        context.check_hostname = False
        return context

    def stop(self) -> None:
        for connection in self._connections:
            connection.close()
        self.program.stop(seconds=5)


def new_proxy(folder: Path, *web: int) -> Proxy:
    """A running one before the web servers at these ports."""
    plain_port, port = free_port(), free_port()
    write_configuration(folder, plain_port=plain_port, port=port)
    servers = "".join(f"    server {HOST}:{one} max_fails=2 fail_timeout=5s;\n" for one in web)
    (folder / "upstream.conf").write_text(re.sub(r"(?m)(^ +server .+\n)+", servers, upstream("host")))
    proxy = Proxy(folder, plain_port, port, Program("nginx", command(folder), folder, dict(os.environ)))
    proxy.program.start()
    try:
        wait_for(lambda: takes_connections(port) or not proxy.program.runs, what="nginx", seconds=20)
        if not proxy.program.runs:
            raise RuntimeError(f"nginx did not start:\n{proxy.program.said()}")
    except BaseException:
        proxy.stop()
        raise
    return proxy


def upstream(name: str) -> str:
    return (GIVEN / f"upstream-{name}.conf").read_text()


def command(folder: Path, *more: str) -> list[str]:
    as_whom = "user root; " if os.geteuid() == 0 else ""
    return ["nginx", "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", f"{as_whom}daemon off;", *more]


def write_configuration(folder: Path, *, plain_port: int, port: int) -> None:
    """The files as they are given, with the places of this machine instead of those of a container."""
    for path in GIVEN.iterdir():
        text = path.read_text().replace(" /tmp/", f" {folder}/").replace("/etc/nginx/portpass", str(folder))
        text = text.replace("listen 80", f"listen {plain_port}").replace("listen 443", f"listen {port}")
        (folder / path.name).write_text(text.replace("/dev/stdout", str(folder / "access.log")))
    write_certificate(folder / "tls")


def write_certificate(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    key = ec.generate_private_key(ec.SECP256R1())
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, NAME)]), datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)
    (folder / "key.pem").write_bytes(pem)

"""Production's settings with real servers for a benchmark: PostgreSQL with fsync on, two web processes, a mail server."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.servers.database import Database, new_database
from tests.servers.mail import MailServer
from tests.servers.product import Product, Web, new_product

APPLICATION = "benchmarks.one_row:application"
PROCESSES = 2
TABLE = "CREATE TABLE benchmark_row (id bigserial PRIMARY KEY, said text)"
"""What `/one-row` writes to."""
CSRF = "c" * 32


@dataclass
class Stage:
    database: Database
    product: Product
    mail: MailServer

    def web(self, *, threads: int = 4, processes: int = PROCESSES) -> Web:
        return self.product.web(application=APPLICATION, processes=processes, threads=threads)

    def seed(self, *words: str) -> str:
        """What `benchmarks.acts_seeding` printed."""
        return self.product.manage("shell", "-v0", "-c", f"from benchmarks.acts_seeding import main; main({words!r})")

    def asked(self, question: str) -> str:
        """The one answer of the database."""
        told = self.database.run("psql", "-XAtq", "-c", question, "portpass", capture_output=True)
        return told.stdout.decode().strip()


@contextmanager
def stage(**environment: str) -> Iterator[Stage]:
    """All of it ends with the block, and its folder is thrown away."""
    with TemporaryDirectory() as folder, ExitStack() as stack:
        database = new_database("max_connections=100")
        stack.callback(database.stop)
        mail = MailServer().start()
        stack.callback(mail.stop)
        of_mail = {"EMAIL_PORT": str(mail.port)}
        product = new_product(Path(folder), **database.environment, **of_mail, **environment)
        stack.callback(product.stop)
        product.prepare()
        database.run("psql", "-Xq", "-c", TABLE, "portpass")
        yield Stage(database, product, mail)


def headers(*cookies: str) -> dict[str, str]:
    """Of a browser that comes from this very site; `cookies` such as "session=…"."""
    said = "; ".join([f"csrf={CSRF}", *cookies])
    return {"Cookie": said, "X-CSRFToken": CSRF, "Content-Type": "application/x-www-form-urlencoded"}

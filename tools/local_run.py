"""`make run`: the web server, the worker and the document reader on this machine, until Ctrl-C.

Runs with the Python of `.venv`. PORT chooses the port (8000); everything is written below `var/`.
"""

import errno
import http.client
import json
import os
import socket
import sys

from tools.places import prepared_environment
from tools.preparation import ACCOUNTS, failure, prepare
from tools.processes import Child, Stop, Stopped, end, wait_until
from tools.sentences import Unable, answering

HOST = "127.0.0.1"
SECONDS_TO_ANSWER = 90
SERVER = (
    *("granian", "config.wsgi:application", "--interface", "wsgi", "--host", HOST),
    *("--workers", "1", "--blocking-threads", "16"),  # threads, so that long uploads hold nobody else up
    *("--workers-kill-timeout", "5", "--no-access-log", "--no-ws"),
)
ROLES = {
    "reviewer": "審核人員",
    "head": "主管",
    "content": "內容管理",
    "system": "系統管理",
    "auditor": "稽核",
    "company": "公司",
    "shared": "共用帳號",
}
PAGES = {
    "通行證資訊網 (the portal)": "/",
    "審核作業 (the review desk)": "/staff/",
    "Letters sent by this run": "/mailbox/",
}


def main() -> None:
    port = chosen_port()
    refuse_a_port_in_use(port)
    Stop.listen()
    children: list[Child] = []
    environment = prepared_environment(
        DJANGO_SETTINGS_MODULE="config.settings.local", PORTPASS_PUBLIC_URL=f"http://{HOST}:{port}"
    )
    try:
        prepare(environment)
        serve(port, environment, children)
    except Stopped:
        print("\nPortPass ends.")
    finally:
        end(children)


def chosen_port() -> int:
    wish = os.environ.get("PORT") or "8000"
    if not (wish.isascii() and wish.isdigit() and 0 < int(wish) < 2**16):
        raise Unable(f"PORT must be a number from 1 to 65535, not {wish!r}.")
    return int(wish)


def refuse_a_port_in_use(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            why = "is in use" if error.errno == errno.EADDRINUSE else f"cannot be used ({error.strerror})"
            other = 9000 if port != 9000 else 9001
            raise Unable(f"Port {port} {why}; choose another: PORT={other} make run") from None


def serve(port: int, environment: dict[str, str], children: list[Child]) -> None:
    """Start the programs, say where they are once they answer, and watch them until one ends."""
    print("Starting ", end="", flush=True)
    server = Child.start("server", [sys.executable, "-m", *SERVER, "--port", str(port)], environment)
    children.append(server)
    children.append(Child.start("worker", [sys.executable, "manage.py", "run_worker"], environment))
    children.append(Child.start("reader", [sys.executable, "manage.py", "run_reader"], environment))
    answers = wait_until(lambda: first_ended(children) or is_healthy(port), seconds=SECONDS_TO_ANSWER)
    print()
    if not answers:
        raise failure(server, f"The server does not answer; the last lines of {server.log} are:")
    if not first_ended(children):
        print(f"\n{welcome(port)}", flush=True)
        wait_until(lambda: first_ended(children), shows_progress=False)
    dead = first_ended(children) or server
    raise failure(dead, f"The {dead.name} has ended by itself; the last lines of {dead.log} are:")


def first_ended(children: list[Child]) -> Child | None:
    return next((child for child in children if child.has_ended), None)


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.client.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def welcome(port: int) -> str:
    pages = [f"  http://{HOST}:{port}{path:10}  {name}" for name, path in PAGES.items()]
    people = who_can_log_in(json.loads(ACCOUNTS.read_text(encoding="utf-8")))
    head = f"Who can log in (also in {os.path.relpath(ACCOUNTS)}):"
    return "\n".join(["PortPass runs:", *pages, "", head, *people, "", "Ctrl-C ends everything."])


def who_can_log_in(accounts: list[dict[str, str]]) -> list[str]:
    """A line for each; Chinese letters come last, because their width depends on the terminal."""
    wide = {key: max(len(account[key]) for account in accounts) for key in ("username", "password", "role")}
    columns = ["  ".join(account[key].ljust(wide[key]) for key in wide) for account in accounts]
    return [
        f"  {line}  {ROLES[account['role']]}, {account['note']}"
        for line, account in zip(columns, accounts, strict=True)
    ]


if __name__ == "__main__":
    answering(main)

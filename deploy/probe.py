"""Asks the program of this container how it is: `python deploy/probe.py /readyz` ends with 0 when the answer is 200.

A web server answers at port 8000, a worker and a reader at the port of METRICS_LISTEN: `python deploy/probe.py /healthz 9101`.
"""

import sys
from http.client import HTTPConnection, HTTPException

SECONDS = 4


def main(path: str, port: int = 8000) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        sys.stdout.write(f"{answer.status} {answer.read(500).decode(errors='replace')}\n")
    except (OSError, HTTPException) as fault:
        sys.stdout.write(f"no answer: {fault}\n")
        return 1
    finally:
        connection.close()
    return 0 if answer.status == 200 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if sys.argv[2:] else 8000))

from django.http import HttpResponseBase


def body_of(answer: HttpResponseBase) -> str:
    """Read to its end, so that a file is closed as a server would close it."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return body.decode(errors="replace")

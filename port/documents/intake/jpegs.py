"""A JPEG without what is written beside its picture; its pixels are not touched."""

import re

START, END = b"\xff\xd8", b"\xff\xd9"
MARKER = re.compile(rb"\xff([\x01-\xcf\xd8-\xfe])")  # not FF 00 and FF D0 to D7, which stand among pixels
ALONE = {0x01, 0xD8}  # markers that nothing belongs to
SCAN, END_OF_IMAGE, ADOBE = 0xDA, 0xD9, 0xEE
REMARKS = {*range(0xE0, 0xF0), 0xFE}


def bare_jpeg(jpeg: bytes) -> bytes:
    """Without EXIF, XMP, profiles, comments, and whatever follows its end. What is no JPEG comes back as it is."""
    if not jpeg.startswith(START):
        return jpeg
    kept, place = bytearray(START), len(START)
    while (marker := MARKER.search(jpeg, place)) and marker[1][0] != END_OF_IMAGE:
        begin, kind = marker.start(), marker[1][0]
        place = _end_of_segment(jpeg, marker)
        if kind == ADOBE and jpeg.startswith(b"Adobe", begin + 4):
            kept += b"\xff\xee\x00\x0e" + jpeg[begin + 4 : begin + 16]  # how its colours are meant
        elif kind not in REMARKS and kind not in ALONE:
            kept += jpeg[begin:place]
    return bytes(kept + END)


def _end_of_segment(jpeg: bytes, marker: re.Match[bytes]) -> int:
    """Pixels belong to the segment that announces them, up to the next marker."""
    if marker[1][0] in ALONE:
        return marker.end()
    end = marker.end() + int.from_bytes(jpeg[marker.end() : marker.end() + 2], "big")
    if marker[1][0] != SCAN:
        return end
    following = MARKER.search(jpeg, end)
    return following.start() if following else len(jpeg)

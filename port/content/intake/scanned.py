"""The virus scanner of the operator, asked about a file for everybody."""

from pathlib import Path
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

from port.content.intake.refusal import refused
from port.documents.enums import ScanVerdict
from port.documents.scanner import scan
from port.options import options


def require_clean(content: bytes) -> None:
    """With a scanner, only what it found clean goes on: unlike a stranger's paper, this can simply be tried again."""
    if not options().clamd:
        return
    with TemporaryDirectory(prefix="content-") as folder:
        path = Path(folder) / "file"
        path.write_bytes(content)
        verdict = scan([path])
    if verdict == ScanVerdict.INFECTED:
        raise refused(_("掃毒程式在檔案中偵測到病毒，因此沒有收下。請先以防毒軟體檢查您的電腦。"))
    if verdict != ScanVerdict.CLEAN:
        raise refused(_("掃毒程式現在沒有回應，因此沒有收下檔案。請稍後再上傳一次。"))

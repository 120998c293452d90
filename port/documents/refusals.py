"""What a person is told when a file cannot be taken: what happened, what to do."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from port.documents.enums import Refusal
from port.options import options

SENTENCES = {
    Refusal.MISSING: _("尚未選擇檔案。請選擇 PDF、JPEG、PNG 或 HEIC 檔案後再上傳。"),
    Refusal.EMPTY: _("「%(name)s」是空的檔案，沒有任何內容。請確認檔案可以正常開啟後，重新選擇檔案。"),
    Refusal.TOO_LARGE: _(
        "檔案合計超過 %(megabytes)d MB，無法上傳。請降低掃描解析度，或只選擇需要的頁面，讓檔案合計不超過 %(megabytes)d MB 後再上傳。"
    ),
    Refusal.TOO_MANY_PAGES: _(
        "檔案合計超過 %(pages)d 頁，無法上傳。請只選擇需要的頁面，讓檔案合計不超過 %(pages)d 頁後再上傳。"
    ),
    Refusal.NOT_ACCEPTED_KIND: _(
        "「%(name)s」不是可以接受的檔案。請上傳 PDF、JPEG、PNG 或 HEIC 檔案；其他種類的檔案，請先另存為 PDF 再上傳。"
    ),
    Refusal.ENCRYPTED: _(
        "「%(name)s」設有密碼或保護，系統無法讀取。請開啟檔案後以「列印」另存為沒有保護的 PDF，或改為上傳各頁的照片。"
    ),
    Refusal.DAMAGED: _(
        "「%(name)s」不完整或已經損壞，系統無法讀取。請確認檔案可以正常開啟，重新另存或重新掃描後再上傳。"
    ),
    Refusal.TOO_MANY_PIXELS: _(
        "「%(name)s」的圖片尺寸超過 %(megapixels)d 百萬像素，無法上傳。請縮小圖片，或降低掃描解析度後再上傳。"
    ),
    Refusal.TOO_SLOW: _(
        "「%(name)s」的內容過於複雜，系統無法在時限內讀完。請重新掃描，或以「列印」另存為新的 PDF 後再上傳；"
        "若仍無法上傳，請洽服務專線 %(hotline)s（%(hours)s）。"
    ),
    Refusal.INFECTED: _(
        "掃毒程式在「%(name)s」中偵測到病毒，因此沒有收下。請先以防毒軟體檢查您的電腦或手機，"
        "再重新掃描或拍攝紙本文件後上傳；若您確認檔案沒有問題，請洽服務專線 %(hotline)s（%(hours)s）。"
    ),
    Refusal.STORAGE_FULL: _(
        "系統目前無法儲存檔案，您的檔案沒有收下。請稍後再上傳一次；若仍無法上傳，請洽服務專線 %(hotline)s（%(hours)s）。"
    ),
    Refusal.BUSY: _(
        "系統正忙著檢查其他文件，您的檔案沒有收下。請稍候一分鐘再上傳一次；若仍無法上傳，請洽服務專線 %(hotline)s（%(hours)s）。"
    ),
}


class DocumentRefused(Exception):
    """A file was not taken; `str()` is the sentence for people. `file_name` is already cleaned, and empty when no one file is to blame."""

    def __init__(self, refusal: Refusal, file_name: str) -> None:
        super().__init__(refusal, file_name)
        self.refusal = refusal
        self.file_name = file_name

    def __str__(self) -> str:
        port = options()
        return SENTENCES[self.refusal] % {
            "name": self.file_name,
            "megabytes": port.upload_bytes // (1024 * 1024),
            "pages": port.upload_pages,
            "megapixels": port.upload_pixels // 1_000_000,
            "hotline": port.hotline,
            "hours": port.hotline_hours,
        }


class DocumentNotStaged(Exception):
    """The document of a form is no longer waiting for it: kept already, replaced, swept, or infected. `str()` is for people."""

    def __str__(self) -> str:
        return gettext("先前上傳的檔案已經送出、被新的檔案取代、未通過掃毒，或超過暫存期限而刪除。請重新上傳檔案。")

"""What is said about a file that is not taken: what it is, and what to do instead."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from port.content.intake.answers import Refused, Why
from port.options import options

SENTENCES = {
    Why.EMPTY: _("檔案是空的，沒有任何內容。請確認檔案可以正常開啟後，重新選擇檔案。"),
    Why.TOO_LARGE: _("檔案超過 %(megabytes)d MB，無法上傳。請縮小檔案，或分成幾個檔案後再上傳。"),
    Why.NOT_KNOWN: _(
        "這個檔案的內容不是可以放上網站的格式。請上傳 PDF、ODF（odt、ods、odp）、CSV、"
        "Word、Excel、PowerPoint（docx、xlsx、pptx）檔案，或 PNG、JPEG 圖片。"
    ),
    Why.TOO_SLOW: _("檔案的內容過於複雜，無法在時限內檢查。請重新另存，或以「列印」另存為新的 PDF 後再上傳。"),
    Why.BUSY: _("系統正忙著檢查其他檔案，您的檔案沒有收下。請稍候一分鐘再上傳一次。"),
    Why.INFECTED: _("掃毒程式在檔案中偵測到病毒，因此沒有收下。請先以防毒軟體檢查您的電腦。"),
    Why.UNSCANNED: _("掃毒程式現在沒有回應，因此沒有收下檔案。請稍後再上傳一次。"),
    Why.PDF_PROTECTED: _("PDF 設有密碼或保護，讀者可能無法開啟或朗讀。請另存為沒有保護的 PDF 後再上傳。"),
    Why.PDF_DAMAGED: _("PDF 不完整或已經損壞，無法讀取。請確認檔案可以正常開啟，重新另存後再上傳。"),
    Why.PDF_ACTS: _("PDF 內含會開啟其他檔案或送出資料的動作。請以「列印」另存為新的 PDF 後再上傳。"),
    Why.PICTURE_DAMAGED: _("圖片不完整或已經損壞，無法讀取。請確認圖片可以正常開啟，重新另存後再上傳。"),
    Why.PICTURE_TOO_LARGE: _("圖片的尺寸超過 %(megapixels)d 百萬像素，無法上傳。請縮小圖片後再上傳。"),
    Why.PACKAGE_PROTECTED: _("檔案設有密碼，讀者無法開啟。請取消密碼後再上傳。"),
    Why.PACKAGE_DAMAGED: _("檔案不完整、已經損壞，或結構與一般文件不同，無法讀取。請重新另存後再上傳。"),
    Why.PACKAGE_SWELLS: _("檔案解開後的內容太大，無法檢查。請縮小檔案中的圖片或資料後再上傳。"),
    Why.NO_DOCUMENT: _(
        "這個壓縮檔不是 ODF 或 Office 文件。請上傳 odt、ods、odp、docx、xlsx、pptx 或 PDF，不要上傳 zip 壓縮檔。"
    ),
    Why.RUNS: _("檔案內含巨集或會自動執行的內容，不能放上網站。請另存為不含巨集的文件、ODF 或 PDF 後再上傳。"),
    Why.EMBEDS: _("檔案中嵌入了其他檔案。請改成圖片或表格，或另外上傳那個檔案。"),
    Why.REACHES_OUT: _("檔案連到其他地方的範本或資料，開啟時會自動讀取。請移除連結後再上傳。"),
    Why.CSV_ENCODING: _("CSV 檔案不是 UTF-8 編碼。請另存為「CSV UTF-8」後再上傳。"),
    Why.NO_CSV: _("這個檔案的內容不是 CSV。請從試算表另存為「CSV UTF-8」後再上傳。"),
    Why.CSV_DAMAGED: _("CSV 檔案的引號或欄位不完整，無法讀取。請從試算表重新另存後再上傳。"),
    Why.CSV_FORMULA: _("CSV 的內容「%(detail)s」會被試算表當成公式執行。請改成純文字或數值後再上傳。"),
}


def in_words(refused: Refused) -> ValidationError:
    port = options()
    said = {
        "detail": refused.detail,
        "megabytes": port.attachment_bytes // (1024 * 1024),
        "megapixels": port.upload_pixels // 1_000_000,
    }
    return ValidationError(SENTENCES[refused.why] % said, code="file_refused")

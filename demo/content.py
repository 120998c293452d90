"""Notices in the words of the manual, and news in our own."""

from datetime import date, timedelta

from port.content.enums import NewsCategory
from port.content.models import News, Notice
from port.options import Options, options
from port.taiwan.dates import roc_long


def publish_content(*, on: date) -> None:
    port = options()
    Notice.objects.bulk_create(_notices(port, on))
    News.objects.bulk_create(_news(port, on))


def _notices(port: Options, on: date) -> list[Notice]:
    return [
        Notice(
            summary="MTNet系統停止港區通行證系統單一簽入服務",
            body="MTNet系統將於110年12月22日起停止港區通行證系統單一簽入服務作業，"
            f"請逕於{port.site_name}({port.public_url}) 登入進行「港區通行證申請相關作業」。",
            shown_from=on - timedelta(days=30),
        ),
        Notice(
            summary="基隆港全區之通行區域已不包括臺北港及蘇澳港",
            body="再次宣導及提醒，如為新請領通行證，基隆港全區之通行區域已不包括臺北港及蘇澳港，"
            "如需通行臺北港、蘇澳港需各別加入申請港口。",
            shown_from=on - timedelta(days=60),
        ),
    ]


def _news(port: Options, on: date) -> list[News]:
    """The newest first; the evening of maintenance is still to come."""
    maintenance = roc_long(on + timedelta(days=9))
    ask = f"如有疑問，請於 {port.hotline_hours} 洽客服專線 {port.hotline}。"
    told = [
        _item(
            NewsCategory.MAINTENANCE,
            f"{maintenance} 晚間系統維護",
            f"為更新設備，系統將於 {maintenance} 20：00 至 22：00 暫停服務。",
            f"請提早完成申請；維護前已送出的資料不受影響。{ask}",
        ),
        _item(
            NewsCategory.ADVICE,
            "營利事業登記證已停止使用，請改附最新版本的證明文件",
            "「營利事業登記證」自 98 年 4 月 13 日起停止使用，不能作為公司證明文件。",
            "公司、行號請改附變更事項登記表、商業登記抄本或公司登記證明書；"
            f"學校、工廠、法人與人民團體請附各自的證明文件，都要是最新版本。{ask}",
        ),
        _item(
            NewsCategory.TEACHING,
            "文件有好幾頁，可以一次選取",
            "上傳公司證明文件時，請一次選取全部頁面，系統會依選取的順序合併成一份文件。",
            "再次上傳會取代先前的文件。用手機拍攝時，請讓四邊完整、文字清楚；橫著拍的照片，系統會自動轉正。",
        ),
        _item(
            NewsCategory.ADVICE,
            "驗證信請勿轉寄",
            "帳號審核通過後，請由申請人本人開啟信中的連結，並輸入自己的密碼完成驗證。",
            "連結超過期限時，到登入畫面輸入帳號與密碼，就能再寄一封到原來的信箱。",
        ),
        _item(
            NewsCategory.TEACHING,
            "收不到通知信時，先看這三個地方",
            "一、垃圾信件匣。",
            "二、公司郵件系統的攔截紀錄。",
            "三、申請時填寫的 Email 是否正確。",
            f"都找不到時，請備妥受理號碼。{ask}",
        ),
        _item(
            NewsCategory.NOTICE,
            "每一個統一編號各自申請一般帳號",
            "每一家公司都要有自己的一般帳號。有好幾個統一編號時，請分別申請。",
            "政府機關沒有統一編號時，可以改填機關代碼。",
        ),
        _item(
            NewsCategory.ADVICE,
            "密碼請用一句好記的話",
            "密碼至少 15 個字，不必混用大小寫與符號；一句只有您知道的話，比短而複雜的密碼更安全。",
            "請不要使用公司名稱、電話或統一編號，也不要與其他網站使用相同的密碼。",
        ),
        _item(
            NewsCategory.NOTICE,
            "帳號申請與文件審核都在線上辦理",
            "申請帳號、上傳公司證明文件與查看審核結果，都可以在網路上完成，不必寄送紙本。",
            f"帳號審核通常在 {port.review_working_days} 個工作天內完成，結果會寄到申請時填寫的 Email。{ask}",
        ),
    ]
    for number, item in enumerate(told):
        item.published_on = on - timedelta(days=2 + 11 * number)
    return told


def _item(category: NewsCategory, title: str, *paragraphs: str) -> News:
    return News(category=category, title=title, body="\n\n".join(paragraphs))

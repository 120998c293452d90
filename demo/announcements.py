"""What the editor of the demonstration announces: in force, still to come, over, taken off, and not finished."""

from dataclasses import dataclass
from datetime import date, timedelta

from port.content.drafts import Draft
from port.content.enums import Audience, EntryKind, Topic
from port.content.models import Attachment
from port.taiwan.dates import roc_long


@dataclass(frozen=True, kw_only=True)
class Announcement:
    kind: EntryKind
    draft: Draft
    days_ago: float
    is_published: bool = True
    is_withdrawn: bool = False


def announcements(today: date, *, picture: Attachment, table: Attachment) -> list[Announcement]:
    return [
        Announcement(kind=EntryKind.NEWS, days_ago=2, draft=_maintenance(today)),
        Announcement(kind=EntryKind.NEWS, days_ago=6, draft=_lighting(today, picture, table)),
        Announcement(kind=EntryKind.NEWS, days_ago=1, draft=_holidays(today)),
        Announcement(kind=EntryKind.NEWS, days_ago=45, draft=_over(today)),
        Announcement(kind=EntryKind.NEWS, days_ago=12, draft=_taken_off(today), is_withdrawn=True),
        Announcement(kind=EntryKind.NEWS, days_ago=0.1, draft=_unfinished(), is_published=False),
        Announcement(kind=EntryKind.NOTICE, days_ago=4, draft=_for_companies(today)),
        Announcement(kind=EntryKind.NOTICE, days_ago=3, draft=_for_staff(today)),
    ]


def first_wording(today: date) -> Draft:
    return _hours(today, "8：00 至 17：00", "8:00 to 17:00")


def corrected_wording(today: date) -> Draft:
    return _hours(today, "{hotline_hours}", "{hotline_hours}")


def _maintenance(today: date) -> Draft:
    evening = today + timedelta(days=9)
    return Draft(
        topic=Topic.MAINTENANCE,
        pinned=True,
        title=f"{roc_long(evening)} 晚間系統維護",
        title_en=f"Maintenance in the evening of {evening:%-d %B %Y}",
        summary="20：00 至 22：00 暫停服務，請提早完成申請。",
        summary_en="No service from 20:00 to 22:00. Please finish your application before.",
        body=f"為更新設備，系統將於 **{roc_long(evening)} 20：00 至 22：00** 暫停服務。\n\n"
        "- 維護前已送出的資料不受影響。\n- 填到一半的申請不會保存，請提早完成。\n\n"
        "有疑問請洽客服專線 {hotline}（{hotline_hours}）。",
        body_en=f"To renew equipment, the system is out of service **on {evening:%-d %B %Y} from 20:00 to 22:00**.\n\n"
        "- What was sent before stays as it is.\n- A half-filled application is not kept; please finish before.\n\n"
        "Questions? Call the hotline {hotline} ({hotline_hours}).",
        shown_from=today - timedelta(days=2),
        shown_until=evening + timedelta(days=1),
    )


def _lighting(today: date, picture: Attachment, table: Attachment) -> Draft:
    return Draft(
        topic=Topic.NOTICE,
        title="港區夜間照明改善，分三段施工",
        title_en="Better lighting at night, in three stages",
        summary="施工期間請減速慢行，並依現場人員指揮。",
        summary_en="Please slow down and follow the guards while work goes on.",
        body=f"港區道路分三段改善夜間照明，每晚 20：00 至 23：00 施工，東側道路最先。\n\n![](file:{picture.pk})\n\n"
        "| 路段 | 日期 |\n|---|---|\n| 東側道路 | 12 月 14 日 |\n| 西側道路 | 12 月 15 日 |\n| 聯絡道路 | 12 月 16 日 |\n\n"
        f"完整的時間請看[施工路段與時間](file:{table.pk})。通行證的效期與通行區域不受影響。",
        body_en=f"The roads get better lighting in three stages, each evening from 20:00 to 23:00.\n\n![](file:{picture.pk})\n\n"
        "| Road | Day |\n|---|---|\n| East road | 14 December |\n| West road | 15 December |\n| Link road | 16 December |\n\n"
        f"All times are in [roads and hours of the work](file:{table.pk}) (in Chinese). Your pass is not affected.",
        shown_from=today - timedelta(days=6),
        files=(str(table.pk),),
    )


def _holidays(today: date) -> Draft:
    """It is published already, and readers see it from next week on."""
    return Draft(
        topic=Topic.NOTICE,
        title="元旦連假期間的審核時間",
        title_en="Reviews over the New Year holidays",
        summary="連假期間不審核，放假前請提早申請。",
        summary_en="No reviews on holidays. Please apply in good time.",
        body="元旦連假期間不審核，送出的申請會在開工後依收件順序處理。帳號審核通常需要 {review_working_days} 個工作天。",
        body_en="Nothing is reviewed on the holidays; applications are taken up afterwards in the order they came. "
        "A review usually takes {review_working_days} working days.",
        shown_from=today + timedelta(days=7),
    )


def _over(today: date) -> Draft:
    return Draft(
        topic=Topic.MAINTENANCE,
        title="電話系統更換，客服專線當日改由總機轉接",
        summary="當日請撥總機，由專人轉接。",
        body="為更換電話系統，客服專線當日改由總機轉接，隔日恢復。",
        shown_from=today - timedelta(days=45),
        shown_until=today - timedelta(days=40),
    )


def _taken_off(today: date) -> Draft:
    return Draft(
        topic=Topic.ADVICE,
        title="說明會報名（已額滿）",
        summary="線上說明會已額滿。",
        body="第一場線上說明會已額滿，第二場的時間另行公告。",
        shown_from=today - timedelta(days=12),
    )


def _unfinished() -> Draft:
    return Draft(
        topic=Topic.TEACHING,
        title="三分鐘看懂共用帳號",
        summary="一個人管好幾家公司時，怎麼綁定與切換。",
        body="## 什麼時候需要\n\n替好幾家公司辦理通行證的人，可以申請共用帳號。\n\n#### 怎麼綁定\n\n請看[這裡](/faq/)。",
    )


def _for_companies(today: date) -> Draft:
    return Draft(
        audience=Audience.COMPANIES,
        title="年底前請確認基本資料",
        title_en="Please check your data before the end of the year",
        summary="電話、地址與負責人有變動時，請先更新。",
        summary_en="Update phone, address and representative where they have changed.",
        body="年底前請到「基本資料維護」確認公司電話、地址與負責人。公司名稱或統一編號變更時，請提出變更申請。",
        body_en="Before the end of the year, please check phone, address and representative under “Company and personal "
        "data”. A new company name or Unified Business Number needs a change request.",
        shown_from=today - timedelta(days=4),
        shown_until=today + timedelta(days=60),
    )


def _for_staff(today: date) -> Draft:
    return Draft(
        audience=Audience.STAFF,
        title="複閱抽查比例調整為百分之十",
        summary="本月起每十件抽一件複閱。",
        body="本月起，審核通過的案件每十件抽一件，由另一位審核人員複閱。",
        shown_from=today - timedelta(days=3),
    )


def _hours(today: date, hours: str, hours_en: str) -> Draft:
    return Draft(
        topic=Topic.NOTICE,
        title="客服專線受理時間",
        title_en="Hours of the hotline",
        summary="免付費專線，週一至週五受理。",
        summary_en="Free of charge, Monday to Friday.",
        body=f"客服專線 {{hotline}} 的受理時間為週一至週五 {hours}，國定假日休息。",
        body_en=f"The hotline {{hotline}} is open Monday to Friday, {hours_en}, except on holidays.",
        shown_from=today - timedelta(days=20),
    )

"""How each kind of paper is laid out: two designs of each, after what such papers look like, without copying one."""

from collections.abc import Callable

from port.documents.reading.papers import PaperKind
from port.taiwan.dates import roc_long, roc_year
from tests.papers.facts import TRADE_CODES, Facts
from tests.papers.sheet import HEIGHT, WIDTH, Sheet
from tests.papers.tables import Rows, ruled, stacked, unruled

Design = Callable[[Sheet, Facts, Rows], None]
LEFT, RIGHT = 110, WIDTH - 110
CHINESE_DIGITS = "〇一二三四五六七八九"


def drawn(kind: PaperKind, design: int, family: str, facts: Facts, *, trap: Rows | None = None) -> Sheet:
    """`trap` are rows more, such as a remark that names another kind of paper."""
    sheet = Sheet(family)
    DESIGNS[kind][design](sheet, facts, trap or [])
    sheet.centre(HEIGHT - 46, "示範文件：名稱、姓名與號碼均為虛構，不具任何效力", 20)
    return sheet


def change_table(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """Digits in boxes, numbered entries, a ruled table."""
    form = "股份有限公司" if "股份" in facts.company_name else "有限公司"
    sheet.centre(130, f"{form}變更登記表", 46, bold=True)
    sheet.write(LEFT, 215, "公司預查編號", 26)
    sheet.write(LEFT + 190, 215, facts.serial[:9], 26)
    sheet.write(LEFT, 285, "公司統一編號", 28)
    for place in range(8):
        sheet.box(LEFT + 200 + place * 52, 258, LEFT + 252 + place * 52, 312)
    sheet.spread(LEFT + 200, LEFT + 200 + 8 * 52, 285, facts.number, 32)
    sheet.write(800, 285, f"公司聯絡電話（07）{facts.serial[:7]}", 26)
    rows = [
        ("一、公司名稱（變更後）", facts.company_name),
        ("二、（郵遞區號）公司所在地", f"（{facts.serial[:3]}）{facts.address}"),
        ("三、代表公司負責人", facts.representative),
        ("四、每股金額（阿拉伯數字）", "10元"),
        ("五、資本總額（阿拉伯數字）", f"{facts.lot % 90 + 10},000,000元"),
        ("六、董事人數任期", "3人 自112年6月1日至115年5月31日"),
        ("核准登記日期文號", f"{roc_long(facts.issued_on)} 經授商字第{facts.serial}號"),
        *_trades(),
        *trap,
    ]
    bottom = ruled(sheet, rows, left=LEFT, right=RIGHT, top=350, labels=400, size=28)
    sheet.write(LEFT, bottom + 50, "※變更登記日期文號及檔號欄，申請人請勿填寫。", 24)
    sheet.seals += [(300, bottom + 250, 260), (560, bottom + 260, 150)]


def change_list(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """The older name of the form, in two columns without lines."""
    sheet.centre(140, "經濟部", 34)
    sheet.centre(215, "公司變更事項登記表", 52)
    rows = [
        ("統一編號", facts.number),
        ("公司名稱", facts.company_name),
        ("代表人姓名", facts.representative),
        ("公司地址", facts.address),
        ("變更事項", "董事長變更、修正章程"),
        ("變更日期", roc_long(facts.issued_on)),
        *trap,
    ]
    unruled(sheet, rows, left=LEFT + 40, right=RIGHT, top=330, labels=260, size=32)


def transcript_table(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(130, f"{facts.county}政府　商業登記抄本", 46)
    sheet.write(LEFT, 215, f"抄錄日期：{roc_long(facts.issued_on)}", 24)
    rows = [
        ("商業統一編號", facts.number),
        ("登記機關", f"{facts.county}政府"),
        ("商業名稱", facts.company_name),
        ("負責人姓名", facts.representative),
        ("現況", "核准設立"),
        ("資本額（元）", f"{facts.lot % 24 * 10000 + 10000}"),
        ("組織類型", "獨資"),
        ("商業所在地", facts.address),
        ("核准設立日期", roc_long(facts.issued_on)),
        *_trades(),
        *trap,
    ]
    ruled(sheet, rows, left=LEFT, right=RIGHT, top=260, labels=300, size=30)


def transcript_stack(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """Labels above their values."""
    sheet.spread(300, 940, 140, "商業登記抄本", 54, bold=True)
    rows = [
        ("商業名稱", facts.company_name),
        ("統一編號", facts.number),
        ("負責人", facts.representative),
        ("所在地", facts.address),
        ("登記日期", roc_long(facts.issued_on)),
        *trap,
    ]
    stacked(sheet, rows, left=LEFT + 20, right=RIGHT, top=250, size=32)


def court_certificate(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(140, f"臺灣{facts.county[:2]}地方法院", 40)
    sheet.spread(320, 920, 220, "法人登記證書", 58, bold=True)
    sheet.write(LEFT, 310, f"登記簿第{facts.lot % 90 + 1}冊第{facts.lot % 300}頁第{facts.lot % 999}號", 26)
    rows = [
        ("法人名稱", facts.company_name),
        ("統一編號", facts.number),
        ("主事務所", facts.address),
        ("代表法人之董事", facts.representative),
        ("財產總額", f"新臺幣{facts.lot % 90 + 10},000,000元"),
        ("設立登記日期", roc_long(facts.issued_on)),
        *trap,
    ]
    bottom = ruled(sheet, rows, left=LEFT, right=RIGHT, top=360, labels=300, size=32)
    sheet.seals.append((880, bottom - 40, 280))


def court_letter(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(150, f"臺灣{facts.county[:2]}地方法院登記處法人登記證書", 44, bold=True)
    rows = [
        ("名稱", facts.company_name),
        ("事務所", facts.address),
        ("董事長", facts.representative),
        ("扣繳單位統一編號", facts.number),
        ("發給日期", roc_long(facts.issued_on)),
        *trap,
    ]
    unruled(sheet, rows, left=LEFT + 20, right=RIGHT, top=280, labels=320, size=34, colon=True)


def factory_table(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """The registration has a number of eight digits too, above the 統一編號."""
    sheet.centre(140, f"{facts.county}政府", 38)
    sheet.spread(380, 860, 225, "工廠登記證", 62, bold=True)
    rows = [
        ("工廠登記編號", f"64{facts.serial[:6]}"),
        ("廠名", facts.company_name),
        ("統一編號", facts.number),
        ("廠址", facts.address),
        ("工廠負責人", facts.representative),
        ("產業類別", "25金屬製品製造業"),
        ("核准登記日期", roc_long(facts.issued_on)),
        *trap,
    ]
    ruled(sheet, rows, left=LEFT, right=RIGHT, top=320, labels=290, size=32)


def factory_list(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(160, "工廠登記證", 66)
    sheet.write(760, 250, f"登記編號：99{facts.serial[:6]}", 26)
    rows = [
        ("工廠名稱", facts.company_name),
        ("工廠地址", facts.address),
        ("負責人姓名", facts.representative),
        ("公司統一編號", facts.number),
        ("主要產品", "金屬結構、貨櫃零件"),
        *trap,
    ]
    bottom = unruled(sheet, rows, left=LEFT + 20, right=RIGHT, top=330, labels=280, size=34, colon=True)
    sheet.centre(bottom + 120, f"中　華　民　國　{_spaced(facts)}", 32)


def company_certificate(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.spread(330, 910, 150, "公司登記證明書", 54, bold=True)
    sheet.write(700, 230, f"經授商字第{facts.serial}號", 26)
    rows = [
        ("公司名稱", facts.company_name),
        ("統一編號", facts.number),
        ("公司所在地", facts.address),
        ("代表人", facts.representative),
        ("資本總額", f"新臺幣{facts.lot % 90 + 10},000,000元"),
        ("核准設立日期", roc_long(facts.issued_on)),
        *trap,
    ]
    bottom = unruled(sheet, rows, left=LEFT + 40, right=RIGHT, top=300, labels=300, size=32, colon=True)
    sheet.write(LEFT + 40, bottom + 50, "上列公司業經核准登記在案，特此證明。", 32)
    sheet.centre(bottom + 160, "經濟部商業發展署", 44)
    sheet.patterned = True
    sheet.seals.append((820, bottom + 60, 250))


def company_form(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(135, "經濟部公司登記證明書", 48)
    rows = [
        ("統一編號", facts.number),
        ("名稱", facts.company_name),
        ("代表人姓名", facts.representative),
        ("所在地", facts.address),
        ("公司狀況", "核准設立"),
        ("最後核准變更日期", roc_long(facts.issued_on)),
        *trap,
    ]
    ruled(sheet, rows, left=LEFT, right=RIGHT, top=230, labels=330, size=30)


def ministry_letter(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """The ministry's own address and clerk come first, as in every letter of an office."""
    sheet.centre(120, "教育部　函", 56)
    for number, line in enumerate(
        ("地址：100217臺北市中正區中山南路5號", "承辦人：王測試", f"電話：02-7736{facts.serial[:4]}")
    ):
        sheet.write(700, 190 + number * 36, line, 22)
    sheet.write(LEFT, 340, f"受文者：{facts.company_name}", 30)
    year, day = roc_year(facts.issued_on), facts.issued_on
    sheet.write(LEFT, 395, f"發文日期：中華民國{year}年{day.month}月{day.day}日", 26)
    sheet.write(LEFT, 440, f"發文字號：臺教高（一）字第{facts.serial}號", 26)
    sheet.write(LEFT, 485, "速別：普通件", 26)
    subject = f"主旨：茲證明{facts.company_name}（統一編號：{facts.number}）為本部核准立案之學校，請查照。"
    lines = [*sheet.broken(subject, 30, RIGHT - LEFT), "說明："]
    lines += [f"一、校長：{facts.representative}。", f"二、校址：{facts.address}。"]
    lines += [part for number, row in enumerate(trap) for part in _numbered(sheet, "三四五"[number], row)]
    for number, line in enumerate(lines):
        sheet.write(LEFT, 560 + number * 50, line, 30)


def ministry_certificate(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(150, "教育部證明書", 58, bold=True)
    rows = [
        ("學校名稱", facts.company_name),
        ("統一編號", facts.number),
        ("校長姓名", facts.representative),
        ("學校地址", facts.address),
        *trap,
    ]
    bottom = unruled(sheet, rows, left=LEFT + 20, right=RIGHT, top=270, labels=260, size=34, colon=True)
    sheet.write(LEFT + 20, bottom + 60, "查上列學校業經本部核准立案，特此證明。", 34)
    sheet.centre(bottom + 190, f"中華民國 {roc_long(facts.issued_on)}", 34)


def association_certificate(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.spread(260, 980, 160, "人民團體立案證書", 60, bold=True)
    sheet.write(720, 250, f"台內團字第{facts.serial}號", 26)
    rows = [
        ("團體名稱", facts.company_name),
        ("統一編號", facts.number),
        ("會址", facts.address),
        ("理事長", facts.representative),
        ("成立日期", roc_long(facts.issued_on)),
        *trap,
    ]
    sheet.patterned = True
    bottom = ruled(sheet, rows, left=LEFT + 40, right=RIGHT - 40, top=310, labels=240, size=34)
    sheet.seals.append((860, bottom + 40, 260))
    sheet.centre(bottom + 110, "內政部部長", 46)


def association_text(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """Running text, as certificates of cities have it."""
    sheet.centre(150, f"{facts.county}社會團體立案證書", 52)
    text = (
        f"茲證明{facts.company_name}業經依法核准立案，會址設於{facts.address}，"
        f"現任理事長為{facts.representative}，統一編號為{facts.number}，合行發給證書，以資證明。"
    )
    lines = sheet.broken(text, 36, RIGHT - LEFT - 80)
    for number, line in enumerate(lines):
        sheet.write(LEFT + 40, 290 + number * 66, line, 36)
    below = 290 + len(lines) * 66
    unruled(sheet, trap, left=LEFT + 40, right=RIGHT, top=below + 30, labels=200, size=28)
    sheet.centre(below + 400, f"中華民國{_in_words(facts)}", 36)


def licence_certificate(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    """Inside a frame, as the one on the wall of many a shop."""
    sheet.patterned = True
    sheet.box(60, 60, WIDTH - 60, HEIGHT - 80)
    sheet.box(76, 76, WIDTH - 76, HEIGHT - 96)
    sheet.centre(150, f"{facts.county}政府", 40)
    sheet.spread(270, 970, 240, "營利事業登記證", 64, bold=True)
    sheet.write(680, 325, f"{facts.county[0]}市建二營字第{facts.serial[:8]}號", 24)
    rows = [
        ("統一編號", facts.number),
        ("營利事業名稱", facts.company_name),
        ("負責人", facts.representative),
        ("所在地", facts.address),
        ("組織", "有限公司"),
        ("資本額", f"新臺幣{facts.lot % 90 + 10}0萬元整"),
        ("核准日期", roc_long(facts.issued_on)),
        *trap,
    ]
    bottom = ruled(sheet, rows, left=LEFT + 20, right=RIGHT - 20, top=380, labels=290, size=32)
    sheet.seals.append((900, bottom - 30, 300))


def licence_list(sheet: Sheet, facts: Facts, trap: Rows) -> None:
    sheet.centre(150, f"{facts.county}政府營利事業登記證", 46)
    rows = [
        ("營利事業統一編號", facts.number),
        ("名稱", facts.company_name),
        ("負責人姓名", facts.representative),
        ("地址", facts.address),
        ("營業項目", "F401010國際貿易業"),
        ("發證日期", roc_long(facts.issued_on)),
        *trap,
    ]
    unruled(sheet, rows, left=LEFT + 20, right=RIGHT, top=270, labels=340, size=32, colon=True)


def _trades() -> Rows:
    return [(f"營業項目{number}", trade) for number, trade in enumerate(TRADE_CODES.split(), 1)]


def _numbered(sheet: Sheet, number: str, row: tuple[str, str]) -> list[str]:
    return sheet.broken(f"{number}、{row[0]}：{row[1]}", 30, RIGHT - LEFT)


def _spaced(facts: Facts) -> str:
    day = facts.issued_on
    return f"{roc_year(day)}　年　{day.month}　月　{day.day}　日"


def _in_words(facts: Facts) -> str:
    """As on certificates: 一一三年五月十二日."""
    day = facts.issued_on
    return f"{_digits(roc_year(day))}年{_tens(day.month)}月{_tens(day.day)}日"


def _digits(number: int) -> str:
    return "".join(CHINESE_DIGITS[int(digit)] for digit in str(number))


def _tens(number: int) -> str:
    tens, ones = divmod(number, 10)
    return (CHINESE_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (CHINESE_DIGITS[ones] if ones else "")


DESIGNS: dict[PaperKind, tuple[Design, Design]] = {
    PaperKind.CHANGE_REGISTRATION: (change_table, change_list),
    PaperKind.BUSINESS_TRANSCRIPT: (transcript_table, transcript_stack),
    PaperKind.LEGAL_PERSON: (court_certificate, court_letter),
    PaperKind.FACTORY: (factory_table, factory_list),
    PaperKind.COMPANY_CERTIFICATE: (company_certificate, company_form),
    PaperKind.EDUCATION_LETTER: (ministry_letter, ministry_certificate),
    PaperKind.ASSOCIATION: (association_certificate, association_text),
    PaperKind.BUSINESS_LICENCE: (licence_certificate, licence_list),
}

"""What stands on a paper: made up, and the same for the same seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from port.documents.reading.papers import PaperKind
from port.taiwan.ubn import is_valid_ubn

WORDS = "海宇澄鋐泰晟昶鴻港昇瀚洋聯茂陽慶裕順豐恆安嘉源遠航翔展鑫立群耀永盛祥隆寶金凱達廣興國華信誠德"
TRADES = ("國際物流", "報關", "貨櫃運輸", "船務代理", "機械工程", "倉儲", "貿易", "環保科技", "海事工程", "通運")
FAMILIES = "陳林黃張李王吳劉蔡楊許鄭謝郭洪邱曾廖賴徐周葉蘇莊呂江何蕭羅高"
GIVEN = "志明淑芬建宏雅婷俊傑怡君冠宇佩珊家豪美惠承翰欣怡柏翰詩涵彥廷麗華文雄國棟"
FIRST_DAY = date(2004, 3, 1)
PLACES = (
    ("高雄市", "鼓山區", "蓬萊路"),
    ("基隆市", "仁愛區", "港西街"),
    ("臺中市", "梧棲區", "臨港路四段"),
    ("臺北市", "中山區", "民生東路二段"),
    ("新北市", "八里區", "商港路"),
    ("花蓮縣", "花蓮市", "港口路"),
    ("宜蘭縣", "蘇澳鎮", "港區路"),
    ("桃園市", "觀音區", "大觀路二段"),
    ("台南市", "安平區", "新港路一段"),
)
TRADE_CODES = "F401010國際貿易業 G801010倉儲業 G701011報關業 G406010商港區貨物裝卸承攬業 G405021船務代理業 E603050自動控制設備工程業"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """`lot` is drawn anew for each paper; layouts take from it what differs between papers of one kind."""

    company_name: str
    number: str
    representative: str
    address: str
    county: str
    issued_on: date
    serial: str
    lot: int


def made_up(kind: PaperKind, seed: str) -> Facts:
    chance = Random(seed)
    county, district, road = chance.choice(PLACES)
    floor = chance.choice(("", "3樓", "12樓之2"))
    return Facts(
        company_name=_name(kind, chance, county),
        number=_number(chance),
        representative=chance.choice(FAMILIES) + "".join(chance.sample(GIVEN, 2)),
        address=f"{county}{district}{road}{chance.randint(1, 480)}號{floor}",
        county=county,
        issued_on=FIRST_DAY + timedelta(days=chance.randint(0, 1800 if kind.is_abolished else 7500)),
        serial=f"{chance.randint(10**9, 10**10 - 1)}",
        lot=chance.randint(0, 10**6),
    )


def _name(kind: PaperKind, chance: Random, county: str) -> str:
    word, trade = "".join(chance.sample(WORDS, 2)), chance.choice(TRADES)
    match kind:
        case PaperKind.EDUCATION_LETTER:
            return chance.choice(
                (f"國立{word}大學", f"{word}學校財團法人{word}科技大學", f"國立{word}高級海事職業學校")
            )
        case PaperKind.ASSOCIATION:
            return chance.choice((f"{county}{trade}職業工會", f"中華民國{word}{trade}協會", f"社團法人{word}發展協會"))
        case PaperKind.LEGAL_PERSON:
            return chance.choice((f"財團法人{word}文教基金會", f"社團法人{county}{word}{trade}協會"))
        case PaperKind.BUSINESS_TRANSCRIPT:
            return chance.choice((f"{word}企業社", f"{word}{trade}行", f"{word}工程行"))
        case _:
            return f"{word}{trade}{chance.choice(('股份有限公司', '有限公司'))}"


def _number(chance: Random) -> str:
    return next(drawn for drawn in iter(lambda: f"{chance.randint(10**7, 10**8 - 1)}", "") if is_valid_ubn(drawn))

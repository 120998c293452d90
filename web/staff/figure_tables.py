"""The figures of the desk as charts, and as the tables behind them; what is exported is a table as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from port.review.figures import Figures, Waited, Week
from port.taiwan.dates import roc_date
from web.staff.ages import DAY, HOUR, span
from web.staff.charts import Chart, Series, columns

Cell = str | int | float


@dataclass(frozen=True)
class Table:
    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Panel:
    chart: Chart
    table: Table


def panels_of(figures: Figures) -> list[Panel]:
    return [_flow(figures.weeks), _waiting(figures.weeks), _times(figures.weeks)]


def weeks_table(figures: Figures) -> Table:
    """Everything that is known of each week, for a spreadsheet; times in hours of working days."""
    head = [
        _("週起"),
        _("週迄"),
        _("帳號收件"),
        _("文件收件"),
        _("帳號通過"),
        _("帳號不通過"),
        _("文件通過"),
        _("文件不通過"),
        _("週末待審帳號"),
        _("週末待審文件"),
        _("等候中位數（小時）"),
        _("九成等候（小時）"),
    ]
    rows = [
        [
            roc_date(week.first),
            roc_date(week.last),
            week.account.received,
            week.document.received,
            week.account.approved,
            week.account.refused,
            week.document.approved,
            week.document.refused,
            week.account.waiting,
            week.document.waiting,
            _in_hours(week.waited and week.waited.median),
            _in_hours(week.waited and week.waited.most),
        ]
        for week in figures.weeks
    ]
    return Table(_("每週統計"), head, rows)


def reasons_table(figures: Figures) -> Table:
    """`share` is a percentage of the refusals."""
    rows = [
        [
            share.reason.code if share.reason else "",
            share.reason.label if share.reason else _("只填寫說明"),
            share.given,
            round(share.share * 100),
        ]
        for share in figures.reasons
    ]
    return Table(_("未通過原因"), [_("代碼"), _("原因"), _("件數"), _("占未通過（%）")], rows)


def _flow(weeks: Sequence[Week]) -> Panel:
    received, decided = [week.both.received for week in weeks], [week.both.decided for week in weeks]
    chart = columns(
        key="flow",
        title=_("收件與決定"),
        told=_("共收件 %(received)d 件、決定 %(decided)d 件；帳號與文件各算一件。")
        % {"received": sum(received), "decided": sum(decided)},
        weeks=_names(weeks),
        series=[Series(_("收件"), received), Series(_("決定"), decided)],
        said=_pieces,
    )
    head = [_("週"), _("帳號收件"), _("文件收件"), _("帳號通過"), _("帳號不通過"), _("文件通過"), _("文件不通過")]
    rows = [
        [
            _week(week),
            week.account.received,
            week.document.received,
            week.account.approved,
            week.account.refused,
            week.document.approved,
            week.document.refused,
        ]
        for week in weeks
    ]
    return Panel(chart, Table(chart.title, head, rows))


def _waiting(weeks: Sequence[Week]) -> Panel:
    last = weeks[-1]
    chart = columns(
        key="waiting",
        title=_("每週結束時的待審"),
        told=_("目前待審：帳號 %(accounts)d 件、文件 %(documents)d 件。")
        % {"accounts": last.account.waiting, "documents": last.document.waiting},
        weeks=_names(weeks),
        series=[
            Series(_("帳號"), [week.account.waiting for week in weeks]),
            Series(_("文件"), [week.document.waiting for week in weeks]),
        ],
        said=_pieces,
    )
    rows = [[_week(week), week.account.waiting, week.document.waiting] for week in weeks]
    return Panel(chart, Table(chart.title, [_("週"), _("帳號"), _("文件")], rows))


def _times(weeks: Sequence[Week]) -> Panel:
    longest = max((week.waited.most for week in weeks if week.waited), default=DAY)
    unit = HOUR if longest <= DAY else DAY
    chart = columns(
        key="times",
        title=_("等候時間"),
        told=_("從送出到決定的工作時間，不計假日：半數在中位數以內，九成在第二個數字以內。"),
        weeks=_names(weeks),
        series=[
            Series(_("中位數"), [week.waited and week.waited.median / unit for week in weeks]),
            Series(_("九成"), [week.waited and week.waited.most / unit for week in weeks]),
        ],
        said=_hours if unit == HOUR else _days,
    )
    head = [_("週"), _("決定件數"), _("中位數"), _("九成")]
    rows = [[_week(week), *_told(week.waited)] for week in weeks]
    return Panel(chart, Table(chart.title, head, rows))


def _told(waited: Waited | None) -> list[Cell]:
    return [waited.answers, span(waited.median), span(waited.most)] if waited else [0, "—", "—"]


def _names(weeks: Sequence[Week]) -> list[str]:
    return [f"{week.first:%m.%d}" for week in weeks]


def _week(week: Week) -> str:
    return f"{roc_date(week.first)}–{week.last:%m.%d}"


def _pieces(count: float) -> str:
    return f"{count:g}"


def _hours(time: float) -> str:
    return _("%(hours)s 時") % {"hours": f"{time:.3g}"}


def _days(time: float) -> str:
    return _("%(days)s 天") % {"days": f"{time:.3g}"}


def _in_hours(time: timedelta | None) -> Cell:
    return round(time / HOUR, 1) if time is not None else ""

import pytest

from web.staff.charts import HEIGHT, LEFT, Series, columns


def a_chart(*values: float | None, weeks: int = 0):
    names = [f"11.{number:02}" for number in range(1, (weeks or len(values)) + 1)]
    series = [Series("收件", values or [1] * weeks)]
    return columns(key="flow", title="收件", told="。", weeks=names, series=series, said=lambda value: f"{value:g}")


@pytest.mark.parametrize(
    ("highest", "top"), [(0, "2"), (1, "2"), (3, "4"), (5, "6"), (9.5, "10"), (10, "10"), (44, "60"), (101, "200")]
)
def test_the_scale_ends_at_a_number_whose_half_is_easily_read(highest: float, top: str) -> None:
    assert [line.word for line in a_chart(highest).lines][-1] == top


def test_a_column_is_as_high_as_its_share_of_the_scale() -> None:
    full, half, none = a_chart(10, 5, 0).columns

    assert (full.height, half.height, none.height) == (HEIGHT, HEIGHT / 2, 0)
    assert full.y == 0
    assert half.told == "11.02 收件 5"


def test_where_there_is_nothing_to_count_there_is_no_column() -> None:
    assert [column.told for column in a_chart(None, 4).columns] == ["11.02 收件 4"]


def test_columns_stay_within_the_picture() -> None:
    drawn = a_chart(weeks=52).columns

    assert float(drawn[0].x.rstrip("%")) >= LEFT
    assert float(drawn[-1].x.rstrip("%")) + float(drawn[-1].width.rstrip("%")) <= 100


@pytest.mark.parametrize("weeks", [1, 4, 12, 26, 52])
def test_few_labels_stand_below_and_the_last_week_is_among_them(weeks: int) -> None:
    labels = [label.word for label in a_chart(weeks=weeks).labels]

    assert len(labels) <= 4
    assert labels[-1] == f"11.{weeks:02}"

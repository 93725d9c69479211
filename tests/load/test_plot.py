"""Plots: well-formed, told to a screen reader, and true to what is shown."""

from xml.etree import ElementTree

import pytest

from palabre.bench.axes import number, span_of, ticks_of
from palabre.bench.plot import MOST_POINTS, Axis, Plot, Series, along, svg, thinned

SVG = "{http://www.w3.org/2000/svg}"
COST = Series("one room", [(10, 1.0), (100, 10.0), (1_000, 100.0)], dots=True)


def drawn(plot: Plot) -> ElementTree.Element:
    return ElementTree.fromstring(svg(plot))


def plot(*series: Series, x: Axis | None = None, y: Axis | None = None) -> Plot:
    return Plot("Cost < size", "It grows & grows.", x or Axis("guests", "log"), y or Axis("ms", "log"), series)


def test_a_screen_reader_is_told_the_title_and_what_is_shown() -> None:
    figure = drawn(plot(COST))
    assert figure.get("role") == "img"
    named = [figure.find(f"{SVG}{tag}") for tag in ("title", "desc")]
    assert [each.text for each in named if each is not None] == ["Cost < size", "It grows & grows."]
    assert figure.get("aria-labelledby") == " ".join(str(each.get("id")) for each in named if each is not None)


def test_it_is_readable_in_the_dark() -> None:
    assert "prefers-color-scheme:dark" in svg(plot(COST))


def test_each_series_has_a_line_a_dash_and_a_name() -> None:
    text = svg(plot(COST, along("x^1.00", lambda x: x / 10, COST)))
    assert text.count('stroke-dasharray="none"') == 2
    assert text.count('stroke-dasharray="7 4"') == 2
    assert ">one room<" in text
    assert ">x^1.00<" in text


def test_a_straight_law_is_straight_on_logarithmic_axes() -> None:
    paths = [path.get("d", "") for path in drawn(plot(COST)).iter(f"{SVG}path") if "c0" in path.get("class", "")]
    steps = [tuple(map(float, step.split())) for step in paths[0].removeprefix("M").split("L")]
    (first, middle, last) = steps
    assert middle == pytest.approx(((first[0] + last[0]) / 2, (first[1] + last[1]) / 2), abs=0.2)


def test_a_logarithmic_axis_refuses_nothing_and_less() -> None:
    with pytest.raises(ValueError, match="positive"):
        svg(plot(Series("zero", [(10, 0.0), (100, 1.0)])))


def test_one_point_and_no_point_are_drawn() -> None:
    for series in (Series("one", [(3.0, 5.0)]), Series("none", [])):
        assert drawn(plot(series, x=Axis("s"), y=Axis("MiB"))) is not None


def test_many_points_are_thinned_and_no_peak_is_lost() -> None:
    points = [(float(x), 1.0) for x in range(10_000)]
    points[7_777] = (7_777.0, 99.0)
    kept = thinned(points)
    assert len(kept) <= MOST_POINTS + 2
    assert (7_777.0, 99.0) in kept
    assert kept == sorted(kept)


def test_marks_are_round_and_hold_all_values() -> None:
    assert ticks_of(span_of([3, 47], "linear", from_zero=True)) == [0, 10, 20, 30, 40, 50]
    assert ticks_of(span_of([10, 9_000], "log")) == [10, 100, 1_000, 10_000]
    assert ticks_of(span_of([3, 8], "log")) == [2, 5, 10]


def test_numbers_are_short() -> None:
    assert [number(value) for value in (0.25, 12, 1_500, 2e6, 3e9)] == ["0.25", "12", "1.5k", "2M", "3G"]

"""Draws the Summary's figures on a sheet: rows of bars with their numbers beside them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from analysis.drawing.figures import FigureData, Row
from analysis.drawing.marks import severity_mark
from analysis.drawing.sheet import Curve, Measure, Sheet, Text, fitted, rounded

_PADDING = 16.0
_TITLE, _LABEL = 13.0, 12.0
_TITLE_ROOM = 34.0
_KEY, _KEY_ROOM, _KEY_GAP = 11.0, 22.0, 12.0
_LEAST_ROW, _MOST_ROW = 22.0, 34.0
_LABEL_SHARE = 0.42
_BAR = 12.0
_PAIR_BAR = 7.0
_NUMBER_ROOM = 34.0
_MARK_ROOM = 20.0

Marks = Iterator[Curve | Text]


def sheet_of(
    figure: FigureData,
    size: tuple[float, float],
    colours: Mapping[str, str],
    measure: Measure,
) -> Sheet:
    """Return a figure at a size in pixels; rows that find no room are counted in a last line."""
    chart = _Chart(figure, size, colours, measure)
    return Sheet(*size, colours["panel"], tuple(chart.marks()))


@dataclass(frozen=True, slots=True)
class _Chart:
    figure: FigureData
    size: tuple[float, float]
    colours: Mapping[str, str]
    measure: Measure

    def marks(self) -> Marks:
        yield from self._title()
        if not self.figure.rows:
            middle = (self.size[0] / 2, self.size[1] / 2)
            yield Text(middle, self.figure.empty, _LABEL, self.colours["muted"], align="center")
            return
        rows, height = self._rows_with_room()
        label_room = self._label_room(rows)
        scale = self._scale(rows, label_room)
        top = _PADDING + self._title_room
        for number, row in enumerate(rows):
            yield from self._row(row, top + (number + 0.5) * height, label_room, scale)
        left_out = len(self.figure.rows) - len(rows)
        if left_out:
            at = (_PADDING, top + (len(rows) + 0.5) * height)
            yield Text(at, f"and {left_out} more", _LABEL, self.colours["muted"])

    def _title(self) -> Marks:
        y = _PADDING + _TITLE / 2
        room = self.size[0] - 2 * _PADDING
        title = fitted(self.figure.title, max(room, 1.0), _TITLE, self.measure, bold=True)
        yield Text((_PADDING, y), title, _TITLE, self.colours["text"], bold=True)
        width = sum(map(self._key_room, self._keys))
        right = self.size[0] - _PADDING - width + _KEY_GAP
        yield from (
            self._legend(right, y) if self._is_beside else self._legend(_PADDING, y + _KEY_ROOM)
        )

    def _legend(self, x: float, y: float) -> Marks:
        for name, token in self._keys:
            yield Curve(rounded(x, y - 4.5, 9, 9, 2), self.colours[token])
            yield Text((x + 14, y), name, _KEY, self.colours["muted"])
            x += self._key_room((name, token))

    @property
    def _keys(self) -> Sequence[tuple[str, str]]:
        return (self.figure.sides or self.figure.legend) if self.figure.rows else ()

    @property
    def _is_beside(self) -> bool:
        """Whether there is room for the legend beside the title."""
        title = self.measure(self.figure.title, _TITLE, True)  # noqa: FBT003
        return title + sum(map(self._key_room, self._keys)) <= self.size[0] - 2 * _PADDING

    def _key_room(self, key: tuple[str, str]) -> float:
        return self.measure(key[0], _KEY, False) + 14 + _KEY_GAP  # noqa: FBT003 (positional in Measure)

    @property
    def _title_room(self) -> float:
        return _TITLE_ROOM + (_KEY_ROOM if self._keys and not self._is_beside else 0.0)

    def _rows_with_room(self) -> tuple[Sequence[Row], float]:
        room = self.size[1] - 2 * _PADDING - self._title_room
        count = len(self.figure.rows)
        fitting = max(int(room // _LEAST_ROW), 1)
        if fitting < count:
            # The last line says how many more there are.
            return self.figure.rows[: max(fitting - 1, 1)], _LEAST_ROW
        return self.figure.rows, min(room / count, _MOST_ROW)

    def _label_room(self, rows: Sequence[Row]) -> float:
        widest = max(self.measure(row.label, _LABEL, False) for row in rows)  # noqa: FBT003
        return min(widest, self.size[0] * _LABEL_SHARE) + 12 + (_MARK_ROOM if rows[0].mark else 0)

    def _scale(self, rows: Sequence[Row], label_room: float) -> float:
        notes = (self.measure(row.note, _LABEL, True) for row in rows)  # noqa: FBT003
        number_room = max(_NUMBER_ROOM, *notes) + 6
        room = max(self.size[0] - 2 * _PADDING - label_room - number_room, 1.0)
        amounts = [bar.amount for row in rows for bar in row.bars]
        most = max(amounts) if self.figure.sides else max(row.total for row in rows)
        return room / max(most, 1)

    def _row(self, row: Row, y: float, label_room: float, scale: float) -> Marks:
        x = _PADDING
        if row.mark:
            yield severity_mark(row.mark, (x + 6, y), 6.0, self.colours[row.mark])
            x += _MARK_ROOM
        room = label_room - 12 - (x - _PADDING)
        label = fitted(row.label, room, _LABEL, self.measure)
        yield Text((x, y), label, _LABEL, self.colours["text" if row.total else "muted"])
        start = _PADDING + label_room
        yield from (
            self._pair(row, start, y, scale)
            if self.figure.sides
            else self._stack(row, start, y, scale)
        )

    def _stack(self, row: Row, x: float, y: float, scale: float) -> Marks:
        for bar in row.bars:
            width = bar.amount * scale
            if width:
                box = rounded(x, y - _BAR / 2, max(width - 1, 1), _BAR, 2)
                yield Curve(box, self.colours[bar.token])
            x += width
        ink = self.colours["text" if row.total else "muted"]
        number = row.note or str(row.total)
        yield Text((x + 6, y), number, _LABEL, ink, bold=bool(row.total))

    def _pair(self, row: Row, x: float, y: float, scale: float) -> Marks:
        step = _PAIR_BAR + 2
        first = y - step * (len(row.bars) - 1) / 2
        for number, bar in enumerate(row.bars):
            middle = first + number * step
            width = bar.amount * scale
            if width:
                box = rounded(x, middle - _PAIR_BAR / 2, width, _PAIR_BAR, 2)
                yield Curve(box, self.colours[bar.token])
            yield Text((x + width + 5, middle), str(bar.amount), 9.5, self.colours["muted"])

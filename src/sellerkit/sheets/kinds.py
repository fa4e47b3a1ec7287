"""Rows that are no data: blank, a group's name, a total, the header again; and merged cells that speak for many rows."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import dropwhile
from typing import TYPE_CHECKING

from sellerkit.sheets.tables import Table, Value
from sellerkit.sheets.text import heading_key, text_of

if TYPE_CHECKING:
    from sellerkit.sheets.columns import Column

_TOTAL = re.compile(
    r"(?:本页|本单|全部|以上)?(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|总\s*和|汇\s*总|累\s*计)(?:数量?|金额|[（(][^）)]*[）)])?|"
    r"(?:grand |sub-?|page )?total(?:s|es|e)?|(?:gesamt|zwischen)?summen?|suma|sum|gesamt|razem|celkem|итого|всего|сумма",
    re.I,
)
_AFTER_TOTAL = re.compile(r"\s*[:：]?\s*[¥$€]?[\d.,\s]*\s*(?:元|件|个|条|行|箱|斤|руб\.?|шт\.?)?\s*$")
# Who signed, who delivers, what holds: below the goods, beside cells that are no goods either.
_REMARK = re.compile(
    r"(?:备注|说明|注|注意|注意事项|温馨提示|制表人?|制单人?|编制人?|填表人?|审核人?|审批|批准|核准|复核|经办人?|经手人|签字|签名|签章|盖章|收货人|送货人|供货单位|供应商|"
    r"客户|联系人|联系电话|电话|手机|传真|地址|日期|开户行?|账号|仓管员?|主管|业务员|"
    r"notes?|remarks?|prepared by|approved by|checked by|signature|signed|date|contact|phone|"
    r"примечани[ея]|подпись|исполнитель|руководитель|бухгалтер|кладовщик|ответственный|отпустил|получил|дата|телефон|"
    r"hinweis|bemerkung|unterschrift|datum|nota|firma|fecha)\s*(?P<colon>[:：])",
    re.I,
)
_REMARKS_ALONE = frozenset(
    {"备注", "说明", "注", "注意", "注意事项", "note", "notes", "remark", "remarks", "примечание", "nota"}
)
# A row below the headings that tells how to fill them in.
_FILL_IN = re.compile(
    r"[(（\[【].*[)）\]】]|(?:必填|选填|可选|非必填|可不填|required|optional|mandatory|обязательно).*", re.I | re.S
)
_INITIALS = frozenset("本全以合总小共汇累备说注温制编填审批核复经签盖收送供客联电手传地日开账仓主业")
_BEGINNINGS = frozenset(
    [
        "gra",
        "sub",
        "pag",
        "tot",
        "sum",
        "ges",
        "zwi",
        "raz",
        "cel",
        "ито",
        "все",
        "сум",
        "not",
        "rem",
        "pre",
        "app",
        "che",
        "sig",
        "dat",
        "con",
        "pho",
        "при",
        "под",
        "исп",
        "рук",
        "бух",
        "кла",
        "отв",
        "отп",
        "пол",
        "дат",
        "тел",
        "hin",
        "bem",
        "unt",
        "fir",
        "fec",
    ]
)
_CODE = re.compile(r"(?=.*\d)[\w./+#-]+$", re.ASCII)


def is_total(text: str) -> bool:
    """合计, 总计：5件, Grand total, Итого: … as the first text of a row."""
    if text[:1] not in _INITIALS and text[:3].lower() not in _BEGINNINGS:
        return False
    match = _TOTAL.match(text)
    return match is not None and _AFTER_TOTAL.match(text, match.end()) is not None


def _is_remark(text: str) -> bool:
    return _REMARK.match(text) is not None or text.casefold() in _REMARKS_ALONE


def _is_odd(start: Value) -> bool:
    """Whether a first cell that starts so can be that of a total, or is empty."""
    if type(start) is not str:
        return not start
    return start == "" or start[0] in _INITIALS or start.lower() in _BEGINNINGS


class Kinds:
    """Tells the rows of one table apart. `of` is "" for data, else blank, group, total, header or note."""

    def __init__(self, table: Table, columns: Mapping[str, Column], fields: Mapping[str, int]) -> None:
        self.required = [fields[field] for field, one in columns.items() if one.required and field in fields]
        self.headings = {
            index: {heading_key(table.headings[index]), *map(heading_key, columns[field].aliases)}
            for field, index in fields.items()
            if field in columns
        }
        self.header_end = table.header_end
        self.wide = len(fields) > 2 or sum(1 for heading in table.headings if heading) > 2
        self.probe = next(iter(self.headings), 0)
        self.probe_texts = {table.headings[self.probe]} if table.headings else set()
        for field, index in fields.items():
            if index == self.probe and field in columns:
                self.probe_texts.update(columns[field].aliases)
        self.begun = False
        self.merged_across = {
            first[0] for first, last in table.raw.merges if first[0] == last[0] and last[1] > first[1]
        }

    def candidates(self, cells: Sequence[Sequence[Value]], masks: Sequence[int], troubled: set[int]) -> set[int]:
        """Which rows of a block may be something else than data; `of` decides, this only spares it the rest."""
        firsts = [row[0] for row in cells]
        odd = {first for first in {cell[:3] if type(cell) is str else cell for cell in firsts} if _is_odd(first)}
        found = (
            {at for at, cell in enumerate(firsts) if (cell[:3] if type(cell) is str else cell) in odd} if odd else set()
        )
        probed = firsts if self.probe == 0 else [row[self.probe] for row in cells]
        if not self.probe_texts.isdisjoint(probed):
            found.update(at for at, cell in enumerate(probed) if cell in self.probe_texts)
        if any(not mask & (mask - 1) for mask in set(masks)):
            found.update(at for at, mask in enumerate(masks) if not mask & (mask - 1))
        # How to fill the headings in stands right below them.
        if not self.begun:
            self.begun = True
            found.update(range(min(2, len(cells))))
        return found | troubled

    def of(self, number: int, cells: Sequence[Value], mask: int) -> str:
        """What the row is; `mask` has a bit for each field that is filled."""
        first = self.first_text(cells)
        if not first:
            return "blank"
        if is_total(first):
            return "total"
        if _is_remark(first):
            return "note"
        if mask and self._tells_how_to_fill_in(number, cells):
            return "header"
        if not mask & (mask - 1):
            return self._sparse(number, [text for cell in cells if (text := text_of(cell))], mask)
        if text_of(cells[self.probe]) in self.probe_texts and self._is_header(cells):
            return "header"
        return ""

    def _sparse(self, number: int, texts: Sequence[str], mask: int) -> str:
        """A row of which we understand one cell at most: a group's name, a remark, or data that lacks the rest."""
        if len(texts) == 1 and (number in self.merged_across or (self.wide and not _CODE.match(texts[0]))):
            return "group"
        return "" if mask else "note"

    def _tells_how_to_fill_in(self, number: int, cells: Sequence[Value]) -> bool:
        """必填 | 必填，整数 | 选填: right below the headings, and nothing else in it."""
        if number > self.header_end + 2:
            return False
        texts = [text for cell in cells if (text := text_of(cell))]
        return len(texts) > 1 and all(map(_FILL_IN.fullmatch, texts))

    def first_text(self, cells: Sequence[Value]) -> str:
        """The row's first text."""
        return next((text for cell in cells if (text := text_of(cell))), "")

    def _is_header(self, cells: Sequence[Value]) -> bool:
        """Whether the row repeats the headings: two or more of them, and no cell under a heading says anything else."""
        said = [
            (heading_key(text_of(cells[index])), names) for index, names in self.headings.items() if index < len(cells)
        ]
        same = sum(1 for key, names in said if key in names)
        return same >= min(2, len(said)) and same > len(said) / 2


def filled_down(table: Table) -> Iterable[tuple[int, Sequence[Value]]]:
    """The rows below the header, with a text that is merged over several rows standing in each of them.

    Numbers are left alone, a quantity merged over three rows is not three quantities, but in columns that are
    `spoken_for`: a style's number or a price.
    """
    last = table.header_end
    rows = dropwhile(lambda row: row[0] <= last, table.raw.rows)
    tall = {first: end for first, end in table.raw.merges if end[0] > first[0] and first[0] > last}
    return _filled(rows, tall, table.spoken_for) if tall else rows


def _filled(
    rows: Iterable[tuple[int, Sequence[Value]]],
    tall: Mapping[tuple[int, int], tuple[int, int]],
    numbers: Collection[int],
) -> Iterator[tuple[int, Sequence[Value]]]:
    by_row: dict[int, list[tuple[int, int]]] = {}
    for (row, column), (end, _right) in tall.items():
        by_row.setdefault(row, []).append((column, end))
    active: dict[int, tuple[int, Value]] = {}
    for number, cells in rows:
        for column, end in by_row.get(number, ()):
            if column < len(cells) and (isinstance(cells[column], str) or column in numbers):
                active[column] = (end, cells[column])
        active = {column: held for column, held in active.items() if held[0] >= number}
        if active:
            copy = list(cells)
            for column, (_end, value) in active.items():
                if column < len(copy) and copy[column] in ("", None):
                    copy[column] = value
            yield number, copy
        else:
            yield number, cells

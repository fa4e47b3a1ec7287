"""The cell formats of a workbook (styles.xml), and for each of them the same one for text."""

from __future__ import annotations

import re

_TEXT = "49"  # the built-in number format "@"


class Styles:
    """`text` is the part with the formats that were added, as it stands where none was."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._found = re.search(r"<((?:\w+:)?)cellXfs\b[^>]*>(.*?)</(?:\w+:)?cellXfs>", text, re.S)
        prefix, body = (self._found[1], self._found[2]) if self._found else ("", "")
        self._formats = re.findall(rf"<{prefix}xf\b[^>]*?(?:/>|>.*?</{prefix}xf>)", body, re.S)
        self._prefix = prefix
        self._made: dict[str, str] = {}

    def is_text(self, style: str) -> bool:
        """Whether cells of this style hold text, also when it looks like a number."""
        at = int(style or 0)
        return at < len(self._formats) and f'numFmtId="{_TEXT}"' in self._formats[at]

    def text_style(self, style: str) -> str:
        """The style that looks like this one and holds text."""
        at = int(style or 0)
        if not self._formats or at >= len(self._formats) or self.is_text(style):
            return style
        if style not in self._made:
            self._formats.append(_as_text(self._formats[at]))
            self._made[style] = str(len(self._formats) - 1)
            self._save()
        return self._made[style]

    def _save(self) -> None:
        p = self._prefix
        block = f'<{p}cellXfs count="{len(self._formats)}">{"".join(self._formats)}</{p}cellXfs>'
        self.text = re.sub(
            rf"<{p}cellXfs\b[^>]*>.*?</{p}cellXfs>", lambda _found: block, self.text, count=1, flags=re.S
        )


def _as_text(xf: str) -> str:
    """The format with the number format "@"."""
    head, tail = re.match(r"(<[^>]*?)(/?>.*)", xf, re.S).groups()  # type: ignore[union-attr]
    bare = re.sub(r'\s(?:numFmtId|applyNumberFormat)="[^"]*"', "", head)
    return f'{bare} numFmtId="{_TEXT}" applyNumberFormat="1"{tail}'

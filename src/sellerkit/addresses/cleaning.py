"""A free text → words: labels recognised, phone numbers taken out, separators and pictures gone. Pure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from sellerkit.addresses.phones import Phone, phone_in

PHONE = "\0"
_LABELS = {
    "name": "收件人姓名|收货人姓名|收件人名称|收方姓名|客户姓名|收货人名|收件人|收货人|联系人|姓名|名字|收件|Name|Recipient",
    "phone": "收件人手机号|收货人手机号|收件人手机|收货人手机|收件人电话|收货人电话|手机号码|联系电话|联系手机|电话号码|联系方式|手机号|手机|电话|Mobile|Phone|Tel",
    "place": "收件人地址|收货人地址|所在省市区|所在地区|所在区域|详细地址|收货地址|收件地址|送货地址|街道地址|省市区|地址|地区|Address",
    "postcode": "邮政编码|邮编|Postcode|Zip",
    "note": "买家留言|备注|留言|Remark|Note",
}
_ALL = "|".join(f"(?P<{kind}>{words})" for kind, words in _LABELS.items())
_QUOTES = re.compile(r"[\"'“”‘’《》〈〉「」『』{}<>^=!?~`…&]|(?<![\w\]])[\[\]](?!\d)|[【】]")
_BREAK = re.compile(
    r"[\s,;|。、:\\]+|(?<=[一-龥])-+(?=[一-龥\s]|$)|(?<![A-Za-z0-9])/|/(?![A-Za-z0-9])|\.(?=[\s一-龥]|$)|(?<=[一-龥])_|_(?=[一-龥])|\+(?!\d)"
)
_IN_BRACKETS = re.compile(r"\(([一-龥]{2,4})\)(?=\s*\0)")
_SIGNED = re.compile(r"^(?:[\[(]?(?:亲?收|签收|亲启|本人)[\])]?)$")


class Token(NamedTuple):
    """A word of the text; `hint` is the label it stood behind, PHONE stands where the phone number was."""

    text: str
    hint: str = ""


class Words(NamedTuple):
    """The words of a text, its first phone number, and other numbers that stood in it."""

    tokens: tuple[Token, ...]
    phone: Phone | None
    more_phones: tuple[str, ...]


def words_of(text: str, *, phones: bool = True) -> Words:
    """The words of a free text in their order; without `phones` numbers stay where they stand."""
    written = _plain(text)
    first = phone_in(written) if phones else None
    more: list[str] = []
    if first:
        behind = written[first.end :]
        while other := phone_in(behind):
            if other.number != first.number and other.right:
                more.append(other.number)
            elif not other.right:
                break
            behind = f"{behind[: other.start]} {behind[other.end :]}"
        written = f"{written[: first.start]} {PHONE} {behind}"
    written = _IN_BRACKETS.sub(r" \1 ", written)
    return Words(tuple(_tokens(written)), first, tuple(more))


def _plain(text: str) -> str:
    """Full-width forms made normal; pictures, invisible characters and quotes made spaces."""
    written = unicodedata.normalize("NFKC", text.replace("\0", " "))
    written = "".join(_shown(character) for character in written)
    return _QUOTES.sub(" ", written)


def _shown(character: str) -> str:
    if character.isascii() or "一" <= character <= "龥":
        return character
    kind = unicodedata.category(character)
    return (
        ""
        if kind in ("Cf", "Mn")
        else " "
        if kind in ("So", "Sk", "Cs", "Co", "Cn", "Zs", "Pd") and character != "〇"
        else character
    )


def _tokens(written: str) -> Iterator[Token]:
    position, hint = 0, ""
    for match in _label().finditer(written):
        yield from _split(written[position : match.start()], hint)
        position, hint = match.end(), match.lastgroup or ("place" if match[0].endswith("地址") else "name")
    yield from _split(written[position:], hint)


@cache
def _label() -> re.Pattern[str]:
    """Compiled when it is needed: it takes as long as all the rest of an import."""
    return re.compile(
        rf"(?<![A-Za-z])(?:{_ALL})(?:\s*:\s*|(?=\s))|(?:(?<=^)|(?<=[\s,;|。、]))(?:(?:收件人|收货人)(?=[一-龥]{{1,4}}[\s,;|。、\d\0])|(?:收货|收件|详细)?地址(?=[一-龥]))",
        re.I,
    )


def _split(text: str, hint: str) -> Iterator[Token]:
    """The words of a part; only the first word (or the first foreign words) behind a name's label is the name."""
    for place, word in enumerate(word for word in _BREAK.split(text) if word and not _SIGNED.match(word)):
        if word == PHONE:
            hint = "" if hint == "name" else hint
            yield Token(PHONE)
            continue
        if hint == "name" and place and not word.isascii():
            hint = ""
        yield Token(word, hint)

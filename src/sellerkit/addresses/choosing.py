"""Which word of a free text is the name of the recipient. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sellerkit.addresses.cleaning import PHONE, Token
from sellerkit.addresses.doubts import Doubt
from sellerkit.addresses.names import is_a_note, looks_latin, may_be_a_name, surely_a_name

_BEHIND_HOUSE = re.compile(r"(?<=[室房户号楼层栋幢座元组村])(?![室房户号楼层栋幢座元组村])([一-龥]{2,3})$")
_NO_HOUSE = re.compile(r"[楼栋幢座室层门口边旁内院店厂侧]|单元|对面|附近|后面|前面")


class Named(NamedTuple):
    """The name, the words it consists of, and doubts. `glued` says that it stood in one word with the address."""

    name: str = ""
    parts: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    glued: bool = False


def name_among(before: Sequence[Token], glued: str, rest: Sequence[str], *, has_phone: bool) -> Named:
    """The name among the words before the place, the word glued to it, and the words behind it."""
    labelled = [token.text for token in before if token.hint == "name"]
    if labelled:
        return Named(" ".join(labelled), tuple(labelled))
    words = [token.text for token in before if token.text != PHONE and token.hint != "note"]
    if glued and len(glued) <= 4 and (surely_a_name(glued) or may_be_a_name(glued)):
        sure = len(glued) > 1 and surely_a_name(glued) and has_phone and not words
        return Named(glued, (glued,), () if sure else (Doubt("name-unsure", glued),))
    texts = [token.text for token in before]
    lead = texts[: texts.index(PHONE)] if PHONE in texts else []
    if 0 < len(lead) <= 4 and all(looks_latin(word) for word in lead):
        return Named(" ".join(lead), tuple(lead))
    if words and (found := _before(words, rest, has_phone=has_phone)).name:
        return found
    if PHONE in rest:
        at = list(rest).index(PHONE)
        return _around(rest[:at], rest[at + 1 :])
    return _last(rest, has_phone=has_phone)


def _before(words: Sequence[str], rest: Sequence[str], *, has_phone: bool) -> Named:
    """Words before the place: the name, unless they are a company or a note."""
    if len(words) <= 4 and all(looks_latin(word) for word in words):
        return Named(" ".join(words), tuple(words))
    sure = [word for word in words if surely_a_name(word)]
    if len(sure) == 1:
        return Named(sure[0], (sure[0],))
    possible = [word for word in words if may_be_a_name(word)]
    if len(possible) == 1:
        other = [word for word in _near_phone(rest) if surely_a_name(word)]
        doubts = (Doubt("two-names", other[0]),) if other else () if has_phone else (Doubt("name-unsure", possible[0]),)
        return Named(possible[0], (possible[0],), doubts)
    if possible:
        return Named(possible[0], (possible[0],), (Doubt("name-unsure", possible[0]),))
    return Named()


def _near_phone(rest: Sequence[str]) -> list[str]:
    """The words beside the phone number and the last one: where names stand."""
    if PHONE not in rest:
        return list(rest[-1:]) if len(rest) > 1 else []
    at = list(rest).index(PHONE)
    return [*(rest[at - 1 : at] if at > 1 else []), *rest[at + 1 : at + 2]]


def _around(address: Sequence[str], behind: Sequence[str]) -> Named:
    """Address, phone number, and what follows it."""
    latin = [word for word in behind if looks_latin(word)]
    if behind and len(latin) == len(behind) <= 4:
        return Named(" ".join(behind), tuple(behind))
    before = address[-1] if len(address) > 1 else ""
    if len(behind) == 1 and (surely_a_name(behind[0]) or may_be_a_name(behind[0])):
        doubts = (Doubt("two-names", before),) if before and surely_a_name(before) else ()
        return Named(behind[0], (behind[0],), doubts)
    if behind and surely_a_name(behind[0]):
        return Named(behind[0], (behind[0],), _unclear(behind[1:]) if address else ())
    if behind and not address:
        return _last(behind, has_phone=True)
    if before and surely_a_name(before):
        return Named(before, (before,), _unclear(behind))
    run = 0
    while run < len(address) - 1 and looks_latin(address[-1 - run]):
        run += 1
    if run > 1:
        name = " ".join(address[-run:])
        return Named(name, tuple(address[-run:]), (Doubt("name-unsure", name), *_unclear(behind)))
    if before and may_be_a_name(before):
        return Named(before, (before,), (Doubt("name-unsure", before), *_unclear(behind)))
    return _glued_to(address[-1] if address else "", behind)


def _unclear(words: Sequence[str]) -> tuple[Doubt, ...]:
    return tuple(Doubt("left-over", word) for word in words)


def _glued_to(word: str, behind: Sequence[str]) -> Named:
    """401室张三: certain behind a room, else a guess."""
    match = _BEHIND_HOUSE.search(word)
    if match and surely_a_name(match[1]) and not _NO_HOUSE.search(match[1]):
        sure = word[match.start() - 1] in "室房户"
        return Named(match[1], (match[1],), () if sure else (Doubt("name-unsure", match[1]), *_unclear(behind)), True)
    return Named(doubts=_unclear(behind))


def _last(rest: Sequence[str], *, has_phone: bool) -> Named:
    """The last word, when a street stands before it."""
    words = [word for n, word in enumerate(rest) if n == 0 or not is_a_note(word)]
    if len(words) < 2:
        return Named()
    last = words[-1]
    if surely_a_name(last):
        return Named(last, (last,), () if has_phone else (Doubt("name-unsure", last),))
    if may_be_a_name(last):
        return Named(last, (last,), (Doubt("name-unsure", last),))
    return Named()

"""A recipient out of one free text, as chat groups pass them on: 张三 13800000000 浙江省杭州市余杭区某某街道1号. Pure.

Nothing of the text is lost: what cannot be told apart is put behind the street, and the answer is then not exact.
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from sellerkit.addresses.chains import Reading, reading_at
from sellerkit.addresses.choosing import Named, name_among
from sellerkit.addresses.cleaning import PHONE, Token, words_of
from sellerkit.addresses.doubts import REMARKS, Doubt
from sellerkit.addresses.names import is_a_note, surely_a_name
from sellerkit.addresses.places import Found, place_of
from sellerkit.addresses.table import Place, table

Confidence = Literal["exact", "guessed", "failed"]
_POSTCODE = re.compile(r"[(\[]?(\d{6})[)\]]?")
_LEAD_IN = re.compile(r"^(?:请?(?:寄|发|送)(?:到|往|至)?|收货|到|在)(?=[一-龥]{2})")
_LONGEST_NAME = 4
_LONG_NUMBER = re.compile(r"\d{9,}")
_MASKED = re.compile(r"\*{2,}")
_SIGNED = re.compile(r"[\[(]?(?:亲?收|签收|亲启)[\])]?$")


class Recipient(NamedTuple):
    """What a text says of a recipient.

    `confidence` is about how the text was split: "exact" leaves no doubt, "guessed" wants a person's look, "failed" found no
    place. `reasons` are the doubts, and remarks such as a missing phone number.
    """

    name: str = ""
    phone: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    street: str = ""
    postcode: str = ""
    confidence: Confidence = "failed"
    reasons: tuple[Doubt, ...] = ()

    @property
    def ready(self) -> bool:
        """Whether a parcel can go there as it is: split exactly, with name and phone."""
        return self.confidence == "exact" and bool(self.name and self.phone)


def split(text: str) -> Recipient:
    """Name, phone, province, city, district, street and postcode of one free text, with how sure that is."""
    words = words_of(text)
    postcode, tokens = _without_postcode(words.tokens)
    start, glued, found = _place_among(tokens)
    labelled = [token for token in tokens[start:] if token.hint == "name"]
    named = name_among(
        [*tokens[:start], *labelled], glued, found.rest if found else [], has_phone=words.phone is not None
    )
    if found is None and words.phone is None and not any(token.hint == "name" for token in tokens):
        named = Named()
    left = [token.text for token in tokens[:start] if token.text != PHONE and token.text not in named.parts]
    left += [glued] if glued and glued not in named.parts else []
    left += [token.text for token in tokens[start:] if token.hint == "note"] if found else []
    street = " ".join([*(_street(found, named) if found else ()), *left, *words.more_phones])
    doubts = [*(found.doubts if found else [Doubt("no-place")]), *named.doubts]
    if found:
        doubts += [Doubt("left-over", word) for word in left] + _doubts_of_street(
            found, named, street, words.more_phones
        )
    doubts += [Doubt("two-phones", number) for number in words.more_phones]
    if words.phone and not words.phone.right:
        doubts.append(Doubt("phone-wrong"))
    if _MASKED.search(street + named.name):
        doubts.append(Doubt("masked"))
    doubts += [] if named.name else [Doubt("no-name")]
    doubts += [] if words.phone else [Doubt("no-phone")]
    place = found.place if found else Place("")
    return Recipient(
        _SIGNED.sub("", named.name) or named.name, words.phone.number if words.phone else "", place.province, place.city,
        place.district, street, postcode, _confidence(found, doubts), tuple(dict.fromkeys(doubts)),
    )  # fmt: skip


def split_address(text: str) -> Recipient:
    """As `split`, for a text that holds an address alone: name and phone have columns of their own."""
    postcode, tokens = _without_postcode(words_of(text, phones=False).tokens)
    start, glued, found = _place_among(tokens)
    if found is None:
        return Recipient(street=text.strip(), reasons=(Doubt("no-place"),))
    left = [token.text for token in tokens[:start]] + ([glued] if glued else [])
    left += [token.text for token in tokens[start:] if token.hint == "note"]
    street = " ".join([*_street(found, Named()), *left])
    doubts = [*found.doubts, *(Doubt("left-over", word) for word in left)]
    doubts += [doubt for doubt in _doubts_of_street(found, Named("-"), street, ()) if doubt.why != "short-name"]
    if _MASKED.search(street):
        doubts.append(Doubt("masked"))
    return Recipient("", "", *found.place, street, postcode, _confidence(found, doubts), tuple(dict.fromkeys(doubts)))


def _doubts_of_street(found: Found, named: Named, street: str, phones: tuple[str, ...]) -> list[Doubt]:
    """What in the street may be something else: a name, a note, a number; or that there is none."""
    rest = [word for word in found.rest if word != PHONE and word not in named.parts]
    doubts = [Doubt("left-over", word) for word in rest[1:] if is_a_note(word)]
    if not named.name:
        doubts += [Doubt("name-unsure", word) for word in rest if surely_a_name(word) and len(rest) > 1]
        doubts += [Doubt("short-name", word) for word in found.alone]
    doubts += [Doubt("left-over", number) for number in _LONG_NUMBER.findall(street) if number not in phones]
    return doubts if _is_a_street(street) else [*doubts, Doubt("no-street")]


def _confidence(found: Found | None, doubts: list[Doubt]) -> Confidence:
    if found is None or not found.place.province:
        return "failed"
    return "guessed" if any(doubt.why not in REMARKS for doubt in doubts) else "exact"


def _without_postcode(tokens: tuple[Token, ...]) -> tuple[str, list[Token]]:
    """The first word of six digits that stands alone, and the other words."""
    found = next((n for n, token in enumerate(tokens) if _POSTCODE.fullmatch(token.text)), None)
    if found is None:
        return "", list(tokens)
    return _POSTCODE.sub(r"\1", tokens[found].text), [*tokens[:found], *tokens[found + 1 :]]


def _place_among(tokens: list[Token]) -> tuple[int, str, Found | None]:
    """At which word the address begins, what stood before it in that word, and the place; (len, "", None) without any."""
    best: tuple[tuple[int, int, int], int, int, Reading, str] | None = None
    for n, token in enumerate(tokens):
        if token.text == PHONE or token.hint in ("name", "note", "postcode"):
            continue
        text = " ".join(other.text for other in tokens[n:] if other.hint not in ("name", "note"))
        lead = _LEAD_IN.match(text)
        at = lead.end() if lead else 0
        reading = reading_at(text, at) or (reading_at(text) if lead else None)
        if reading and (best is None or reading.chain.weight > best[0]):
            best = (reading.chain.weight, n, 0, reading, text)
    if best is None or best[3].chain.place.level < 2 or not best[3].chain.whole:
        best = _inside(tokens, best)
    if best is None:
        return len(tokens), "", None
    _weight, n, offset, reading, text = best
    return n, text[:offset], place_of(reading, text, glued=text[:offset])


def _inside(
    tokens: list[Token], best: tuple[tuple[int, int, int], int, int, Reading, str] | None
) -> tuple[tuple[int, int, int], int, int, Reading, str] | None:
    """A place that begins within a word, behind a name that was glued to it (张三浙江省…), when that says more."""
    for n, token in enumerate(tokens):
        if token.text == PHONE or token.hint in ("name", "note", "postcode"):
            continue
        text = " ".join(other.text for other in tokens[n:] if other.hint not in ("name", "note"))
        for offset in range(1, len(token.text) - 1):
            if best is not None and n == best[1] and offset <= best[3].chain.end:
                continue
            reading = reading_at(text, offset)
            if reading is None or all(word.kind == "short" for word in reading.chain.words):
                continue
            if reading.chain.place.level < 2 or (offset > _LONGEST_NAME and not reading.chain.whole):
                continue
            if best is None or reading.chain.weight[0] > best[0][0]:
                best = (reading.chain.weight, n, offset, reading, text)
    return best


def _street(found: Found, named: Named) -> list[str]:
    rest = [word for word in found.rest if word != PHONE]
    for part in named.parts:
        for n in range(len(rest) - 1, -1, -1):
            if rest[n] == part:
                del rest[n]
                break
            if named.glued and rest[n].endswith(part):
                rest[n] = rest[n].removesuffix(part)
                break
    return [word for word in ([found.kept, *rest] if found.kept else rest) if word]


_TOWN_ONLY = re.compile(r"[^\d\s]{1,9}?(?:镇|乡|街道|街道办|街道办事处|办事处|苏木)")


def _is_a_street(street: str) -> bool:
    """More than the name of a town: a street, a village, a house."""
    text = street.replace(" ", "")
    return len(text) >= 2 and not _TOWN_ONLY.fullmatch(text) and text not in table().words

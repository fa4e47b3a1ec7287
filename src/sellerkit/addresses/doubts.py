"""Why a text is not split for certain, or what was noticed beside: codes, and each as a sentence a person reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sellerkit.addresses.abroad import FIELDS
from sellerkit.base.language import N_, _


class Doubt(NamedTuple):
    """A key of SENTENCES, and what it is about (a word of the text; "" when it is about the whole)."""

    why: str
    what: str = ""


SENTENCES = {
    "no-place": N_("No province, city or district is named."),
    "several-places": N_("Several places are called {what}: add province and city."),
    "no-city": N_("The city is missing."),
    "no-district": N_("The district or county is missing."),
    "short-name": N_("{what} stands without its suffix: district, or a part of the street?"),
    "divided": N_("{what} is not what the district is called today: it was divided, or is a zone."),
    "zone": N_("{what} is a zone and no district."),
    "not-there": N_("{what} does not lie in that city."),
    "two-places": N_("{what} names another place again."),
    "place-inside": N_("Something stands before the province or city: {what}."),
    "no-street": N_("The street or the house is missing."),
    "name-unsure": N_("{what} may be the name or a part of the address."),
    "two-names": N_("{what} may be the name too."),
    "left-over": N_("It is not clear what {what} is; it was put behind the street."),
    "two-phones": N_("There is a second phone number: {what}."),
    "phone-wrong": N_("The phone number has too few or too many digits."),
    "no-name": N_("The name is missing."),
    "no-phone": N_("The phone number is missing."),
    "renamed": N_("{what} is called otherwise today."),
    "masked": N_("The platform hides a part of it."),
    "missing-field": N_("For that country this is missing: {what}."),
}
# These say something about the text and leave no doubt about how it was split.
REMARKS = frozenset({"no-name", "no-phone", "renamed"})


def in_words(doubts: Sequence[Doubt]) -> str:
    """The doubts as sentences, in the user's language."""
    return " ".join(_(SENTENCES[doubt.why]).format(what=_shown(doubt)) for doubt in doubts if doubt.why in SENTENCES)


def _shown(doubt: Doubt) -> str:
    return _(FIELDS[doubt.what]) if doubt.why == "missing-field" and doubt.what in FIELDS else doubt.what


def as_text(doubts: Sequence[Doubt]) -> str:
    """The doubts as they are kept: one a line, the code before what it is about."""
    return "\n".join(f"{doubt.why} {doubt.what}".strip().replace("\n", " ") for doubt in doubts)


def from_text(kept: str) -> tuple[Doubt, ...]:
    """The doubts that `as_text` made a text of."""
    return tuple(Doubt(*(line.split(" ", 1))) for line in kept.splitlines() if line)

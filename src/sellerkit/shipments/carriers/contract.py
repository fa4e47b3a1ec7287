"""What every courier plug-in offers, what it is given, and how the answers they all share are read.

A plug-in never does I/O: `create`, `find` and `void` are generators that yield `Call`s, receive `Reply`s and return a
`Label`. They raise Refused when the courier clearly said no (`stops` = credentials or money, for every parcel alike)
and Doubtful when the answer does not say whether it was bought.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from typing import Any, ClassVar, Literal, Protocol, TypeAlias, TypeVar

from sellerkit.base.language import _
from sellerkit.model.shipment import Call, Doubtful, Label, ParcelToSend, Refused, Reply, Save, TakeNumber

T = TypeVar("T")
Recovery = Literal["find", "repeat", "ask"]
Talk: TypeAlias = Generator[Call | Save | TakeNumber, Reply | None, T]
NOTHING: Mapping[str, str] = MappingProxyType({})

# Raised as Refused.code when a courier says "too fast" inside an answer: nothing was bought, the sender tries later.
RATE_LIMITED = "rate-limited"


@dataclass(frozen=True, slots=True)
class Access:
    """One account at a courier, secrets revealed. `now_ms` is the real clock: signatures never use the business one."""

    now_ms: Callable[[], int]
    courier: str = ""
    account: str = ""
    key: str = ""
    secret: str = ""
    partner_id: str = ""
    partner_key: str = ""
    net: str = ""
    # What differs from customer to customer: see `[carriers.*]` in shop.toml.
    product: str = ""
    label_pdf: bool = False
    template: str = ""
    token: str = ""
    signing: str = ""
    from_code: str = ""
    to_code: str = ""
    source: str = ""
    platform_net: str = ""
    hs_code: str = ""
    origin: str = ""

    def __repr__(self) -> str:
        return f"Access(courier={self.courier!r}, account={self.account!r})"


class Carrier(Protocol):
    """A courier service. `needs` names the keys of `[carriers.*]` it cannot work without."""

    name: ClassVar[str]
    live_url: ClassVar[str]
    needs: ClassVar[tuple[str, ...]]
    recovery: ClassVar[Recovery]
    window: ClassVar[timedelta | None]
    max_per_call: ClassVar[int]

    def __init__(self, access: Access) -> None: ...

    def create(self, parcel: ParcelToSend, saved: Mapping[str, str] = NOTHING) -> Talk[Label]:
        """Buy a waybill under the parcel's reference. `saved` is what earlier `Save`s of this parcel kept."""

    def find(self, reference: str, saved: Mapping[str, str] = NOTHING) -> Talk[Label | None] | None:
        """Look it up: the label, or None when there surely is none. Not a generator but None where it cannot look.

        Refused without `stops` means that the look-up itself settled it: no waybill stands under this reference.
        """

    def void(self, parcel: ParcelToSend, waybill: str) -> Talk[None]:
        """Give a number back; giving it back twice is no error.

        A courier with labels of its own also has `label(parcel, waybill, where) -> Talk[bytes]`: the PDF, where `where` is what
        its Label's `file` said. It may be asked again at any time.
        """


def json_of(reply: Reply | None) -> dict[str, Any]:
    """The answer's JSON object.

    Raises Doubtful for 5xx, redirects and rubbish, and Refused for a 4xx without an object: 401 and 403 are about the
    account, 404 and 405 about the address, so they stop the batch.
    """
    assert reply is not None, "a Call is always answered"
    if reply.status >= 500 or 300 <= reply.status < 400 or reply.status in (408, 409, 425):
        raise Doubtful(f"HTTP {reply.status}")
    if reply.status in (401, 403, 404, 405, 407):
        raise Refused(f"http-{reply.status}", _("The courier refuses the account or the address."), stops=True)
    if isinstance(reply.json, dict):
        return reply.json
    if reply.status >= 400:
        raise Refused(f"http-{reply.status}", _("The courier cannot read this order."))
    raise Doubtful("the answer is not JSON")


def bytes_of(reply: Reply | None) -> bytes:
    """The answer as it came: a file. Raises Refused when it is not to be had any more, Doubtful for anything but a 200."""
    assert reply is not None, "a Call is always answered"
    if 400 <= reply.status < 500:
        raise Refused(f"http-{reply.status}", f"HTTP {reply.status}")
    if reply.status != 200:
        raise Doubtful(f"HTTP {reply.status}")
    return reply.body


def text_of(data: Mapping[str, Any], *keys: str) -> str:
    """The first of these keys that holds something, as text; numbers too, since couriers mix both. "" when none."""
    for key in keys:
        value = data.get(key)
        if isinstance(value, str | int | Decimal) and not isinstance(value, bool) and str(value).strip():
            return str(value).strip()
    return ""


def same_order(reference: str, said: str) -> None:
    """Raises Doubtful when an answer is about another order than the one that was asked for."""
    if said and said != reference:
        raise Doubtful(f"the answer is about {said[:40]}")


def kilograms(weight_g: int) -> str:
    """Grams as couriers want them: 1250 → "1.25"."""
    text = f"{Decimal(weight_g) / 1000:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def cargo_of(parcel: ParcelToSend, longest: int = 100) -> str:
    """What is inside, in a few words: "红枣 ×2, 核桃 ×1"."""
    text = ", ".join(f"{line.name or line.sku} ×{line.quantity}" for line in parcel.contents)
    return text if len(text) <= longest else text[: longest - 1] + "…"

"""Start a shop: a few answers, then shop.toml, an empty store, inbox and out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sellerkit.base.clock import zone
from sellerkit.base.config.writer import new_config
from sellerkit.base.errors import UsageWrong
from sellerkit.base.files import refused_writes
from sellerkit.base.language import _, language, locale_name
from sellerkit.store.store import open_store

if TYPE_CHECKING:
    from sellerkit.output import Output

FOLDERS = ("inbox", "out")


@dataclass(frozen=True, slots=True)
class Answers:
    """What a new shop needs to know."""

    name: str
    currency: str
    time_zone: str
    language: str
    practice: bool

    @classmethod
    def asked(
        cls,
        folder: Path,
        name: str | None,
        currency: str | None,
        time_zone: str | None,
        shop_language: str | None,
        practice: bool,
        *,
        output: Output,
    ) -> Answers:
        """The flags, and for what they leave open the person's answers. Raises UsageWrong when nobody can be asked."""
        if (folder / "shop.toml").exists():
            raise UsageWrong(
                _("There is a shop in {folder} already.").format(folder=folder.resolve()),
                hint=_("Look at it with `sellerkit today`, or choose another folder."),
            )
        name = name or output.ask(_("The shop's name"), folder.resolve().name, flag="--name")
        currency = currency or output.ask(_("Currency"), "CNY", flag="--currency")
        time_zone = time_zone or output.ask(_("Time zone"), "Asia/Shanghai", flag="--time-zone")
        chosen = shop_language or language()
        answers = cls(name.strip(), currency.strip().upper(), time_zone.strip(), locale_name(chosen), practice)
        answers.check()
        return answers

    def check(self) -> None:
        if not self.name:
            raise UsageWrong(_("A shop needs a name."), hint=_('Give one, for example --name "Linxian Date House".'))
        if not re.fullmatch(r"[A-Z]{3}", self.currency):
            raise UsageWrong(
                _("{value} is not a currency code.").format(value=self.currency),
                hint=_("Use three letters, for example --currency CNY."),
            )
        try:
            zone(self.time_zone)
        except ValueError:
            raise UsageWrong(
                _("{value} is not a time zone.").format(value=self.time_zone),
                hint=_("Use a name such as --time-zone Asia/Shanghai."),
            ) from None


@dataclass(frozen=True, slots=True)
class NewShop:
    """What was made."""

    name: str
    folder: Path
    config: Path
    store: Path


def init_shop(folder: Path, answers: Answers) -> NewShop:
    """Make the shop's files. Nothing is left behind when the disk refuses."""
    folder = folder.resolve()
    with refused_writes(folder):
        for name in FOLDERS:
            (folder / name).mkdir(parents=True, exist_ok=True)
    config = folder / "shop.toml"
    new_config(
        config,
        document(answers),
        heading=_("The settings of this shop. `sellerkit config show` explains where each value comes from."),
    )
    store = folder / "shop.db"
    open_store(store, writing=True, facts={"practice": "1" if answers.practice else "0"}).close()
    return NewShop(answers.name, folder, config, store)


def document(answers: Answers) -> dict[str, object]:
    """The first shop.toml. One bad order row must not stop the others at night, so orders skip bad rows."""
    shop: dict[str, object] = {
        "name": answers.name, "currency": answers.currency, "time_zone": answers.time_zone, "language": answers.language
    }  # fmt: skip
    if answers.practice:
        shop["practice"] = True
    return {
        "shop": shop,
        "stock": {"low": 20, "expiring": "45d"},
        "orders": {
            "channels": {
                "taobao": {"files": "inbox/taobao*.xlsx", "format": "taobao-orders", "bad_rows": "skip"},
                "shopify": {"files": "inbox/orders_export*.csv", "format": "shopify-orders", "bad_rows": "skip"},
                "chat": {"files": ["inbox/chat*.xlsx", "inbox/chat*.csv"], "format": "plain", "bad_rows": "skip"},
            }
        },
        "nightly": {"steps": ["orders import", "stock low"]},
    }

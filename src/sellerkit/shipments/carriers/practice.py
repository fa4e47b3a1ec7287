"""The practice courier: the contract of Kuaidi100 spoken to a server of our own on this computer."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from sellerkit.shipments.carriers.contract import Access
from sellerkit.shipments.carriers.kuaidi100 import Kuaidi100

KEY = SECRET = "PRACTICE"


class Practice(Kuaidi100):
    """Needs no account. Its live address is given by the courier that was started for this run."""

    name: ClassVar[str] = "practice"
    live_url: ClassVar[str] = "http://127.0.0.1"
    needs: ClassVar[tuple[str, ...]] = ()

    def __init__(self, access: Access) -> None:
        super().__init__(replace(access, courier=access.courier or "practice", key=KEY, secret=SECRET))

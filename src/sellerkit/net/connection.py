"""Where a courier is reached and how fast: addresses that are allowed, and the line's settings."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit

from sellerkit.base import clock
from sellerkit.base.config.schema import CarrierTable
from sellerkit.base.errors import ConfigError, UsageWrong
from sellerkit.base.language import _
from sellerkit.net.limits import Limit, parse_limit


@dataclass(frozen=True, slots=True)
class Connection:
    """One courier's line. `url` is scheme and host; whatever path follows it is left out, calls bring their own."""

    url: str
    limit: str = ""
    connections: int = 8
    timeout: timedelta = timedelta(seconds=10)
    loopback_only: bool = False

    @classmethod
    def of(cls, table: CarrierTable, live_url: str, *, loopback_only: bool = False) -> Connection:
        """The line that shop.toml describes; its `url` replaces scheme and host of the live address."""
        return cls(table.url or live_url, table.limit, table.connections, table.timeout, loopback_only)

    @property
    def origin(self) -> str:
        """Scheme, host and port, checked. Raises ConfigError (address not allowed) or UsageWrong (a fixed clock)."""
        return allowed_origin(self.url, loopback_only=self.loopback_only)

    @property
    def limits(self) -> tuple[Limit, ...]:
        """Raises ConfigError when `limit` cannot be read."""
        try:
            return parse_limit(self.limit)
        except ValueError as error:
            raise ConfigError(
                str(error), hint=_('For example: limit = "30/s, 3000/day"'), code="wrong-limit"
            ) from error


def allowed_origin(url: str, *, loopback_only: bool) -> str:
    """Scheme, host and port of an address that may be called, else ConfigError or UsageWrong."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        parts, host, port = urlsplit(""), "", None
    if parts.scheme not in ("http", "https") or not host or parts.username is not None:
        shown = re.sub(r"//[^/]*@", "//***@", url)
        raise _not_allowed(_("{url} is not an address that can be called.").format(url=shown))
    local = is_loopback(host)
    if loopback_only and not local:
        raise _not_allowed(_("A practice shop never leaves this computer, so {host} is not called.").format(host=host))
    if parts.scheme == "http" and not local:
        raise _not_allowed(
            _("{host} would be called without encryption; that is allowed on this computer only.").format(host=host)
        )
    if not local and clock.fixed_now() is not None:
        raise UsageWrong(
            _("The date is fixed by {variable}, and a real courier is not called on an invented day.").format(
                variable=clock.VARIABLE
            ),
            hint=_("Unset {variable} and run it again.").format(variable=clock.VARIABLE),
            code="clock-fixed",
        )
    name = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{name}" + (f":{port}" if port else "")


def is_loopback(host: str) -> bool:
    """Whether this host is this computer: 127.0.0.0/8, ::1 or the name localhost."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _not_allowed(message: str) -> ConfigError:
    hint = _("Write an https address, or http://127.0.0.1 for a test on this computer.")
    return ConfigError(message, hint=hint, code="address-not-allowed")

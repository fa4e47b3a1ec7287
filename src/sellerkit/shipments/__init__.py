"""Parcels to couriers: quoted, bought once, labelled, handed over, billed."""

"""Courier rate cards: weight and destination → price. Pure: no file, no clock; `Decimal` only."""

"""The trade's nouns, as frozen dataclasses. No clock, no file, no network, no database."""

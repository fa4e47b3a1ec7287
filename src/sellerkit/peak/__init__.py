"""The peak plan: cartons, waves, people and hours, packaging to buy, a verdict."""

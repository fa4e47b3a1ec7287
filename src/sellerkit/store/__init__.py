"""The only place that speaks SQL: one SQLite file a shop, numbered batches, undo, backup."""

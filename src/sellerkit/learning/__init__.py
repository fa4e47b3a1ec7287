"""Learning: a practice shop with real-looking files, and one whole day walked through it."""

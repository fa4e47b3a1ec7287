"""The money that came, and what should have come: statements taken in and proved, every cent matched to orders."""

"""sellerkit: the command line that runs a small online shop."""

__version__ = "0.1.0"

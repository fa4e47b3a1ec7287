"""`python -m sellerkit` is the same as `sellerkit`."""

from sellerkit.cli import main

if __name__ == "__main__":
    main()

"""What several jobs must decide alike: opening the shop, taking files in, availability, quotes."""

"""What is on the shelves: take sheets in, list, low, adjust."""

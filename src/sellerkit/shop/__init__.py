"""The shop itself: start it, see what is due today, look back, take back, keep copies, run the night."""

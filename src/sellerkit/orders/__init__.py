"""What buyers ordered: exports in, codes matched, orders listed, held, released and cancelled."""

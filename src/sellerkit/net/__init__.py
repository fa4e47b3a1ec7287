"""The only place that opens a connection: one line to a courier, its limits, its journal, and never anything twice."""

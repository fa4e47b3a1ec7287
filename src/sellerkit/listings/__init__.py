"""What the marketplaces show: listing files built from stock, brand and templates, and checked before an upload."""

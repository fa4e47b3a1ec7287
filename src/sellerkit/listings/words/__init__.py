"""Word lists as data: each entry names the law or rule it comes from."""

"""Words every layer uses: errors, problems, money, measures, clock, config, language, registry."""

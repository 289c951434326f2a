"""The engine: from paths to a report, with a clock beside every step."""

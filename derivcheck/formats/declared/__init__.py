"""What a file declares under its keys: names, definitions, assumptions, derivations and their steps."""

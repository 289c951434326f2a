"""What a document means without declaring it: its chains, definitions and names, and what it claims."""

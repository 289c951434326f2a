"""Small mistakes put into true steps: what the checker says of them must never be wrong."""

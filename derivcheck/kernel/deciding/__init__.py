"""What one decision is made of: a session, cases, induction, inequalities, where the sides are defined."""

"""Reports: from what a run found to text. Every report is a pure function of its values."""

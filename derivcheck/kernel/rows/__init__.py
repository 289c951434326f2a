"""How each class of term and each function is read: tables of rows, and the table of atom families."""

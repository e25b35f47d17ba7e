"""The pages of rectification: a board, a table, a timeline and the causes."""

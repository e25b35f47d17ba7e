"""The rule of who sees what, given to PostgreSQL: row-level security on every table that says something of a matter."""

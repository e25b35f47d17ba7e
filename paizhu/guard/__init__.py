"""Row-level security of PostgreSQL, from the product's side: for whom a connection reads, said in a signed ticket.

What a ticket opens is decided in the database, by the policies that `paizhu.door.guarding` makes of the one rule of who
sees what. Without those policies, and on SQLite, nothing here does anything. See docs/security.md.
"""

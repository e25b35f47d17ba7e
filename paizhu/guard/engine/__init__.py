"""Django's PostgreSQL, with the ticket of whoever reads presented before each statement that needs another one."""

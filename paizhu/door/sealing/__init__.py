"""Content of sealed matters, encrypted at rest: a key per matter, wrapped by keys that are not in the database."""

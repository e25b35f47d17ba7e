"""Pages of the full texts: the library, a text, its articles through time, two versions, the import."""

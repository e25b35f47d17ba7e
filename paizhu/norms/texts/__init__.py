"""Full texts of regulations: read from files, kept in a library, compared version by version."""

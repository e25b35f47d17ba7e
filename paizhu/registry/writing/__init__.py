"""Writing the registry into exchange files that import back to the same."""

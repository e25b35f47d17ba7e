"""Official documents on pages."""

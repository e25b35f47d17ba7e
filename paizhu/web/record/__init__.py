"""Record (履责记实): both responsibilities side by side, and the logs."""

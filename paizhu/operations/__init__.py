"""Running an installation: backup and restore, what `paizhu doctor` looks at, readiness. See docs/operations.md."""

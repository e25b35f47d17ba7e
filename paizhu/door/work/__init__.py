"""What the product does by itself, step by step, for `paizhu work`. See docs/operations.md."""

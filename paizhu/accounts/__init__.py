"""Who signs in, and the seat or office of administrator from which somebody acts."""

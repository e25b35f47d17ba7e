"""What the API reads and says; the OpenAPI file is made from these."""

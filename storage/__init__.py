"""What is remembered: database, schema, one store for each noun."""

"""The pages behind the doors of the rail."""

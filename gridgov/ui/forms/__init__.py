"""Forms: what a person types in, field after field, without the mouse."""

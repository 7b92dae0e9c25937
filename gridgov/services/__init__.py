"""Use cases, one module per noun; each public call takes the actor. No SQL, no Qt."""

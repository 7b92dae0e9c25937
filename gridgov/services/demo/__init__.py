"""The demo district: an invented city with everybody and everything in it, made from a seed."""

"""The district file: the only place where SQL stands. Everything here works inside a connection given by `database`."""

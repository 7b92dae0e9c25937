"""The command line: thin, calls services, prints text or JSON."""

"""What the program is measured by; `python3 dev.py bench` runs it all."""

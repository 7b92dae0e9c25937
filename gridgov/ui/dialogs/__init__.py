"""Dialogs: import, export, print, and what asks one question."""

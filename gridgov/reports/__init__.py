"""Figures and sheets for paper; no Qt."""

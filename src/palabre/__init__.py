"""Palabre: a live web chat that anyone can join without an account, and that its operator can answer for."""

__version__ = "0.1.0"

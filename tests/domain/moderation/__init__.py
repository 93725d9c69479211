"""Tests of what is true of moderation."""

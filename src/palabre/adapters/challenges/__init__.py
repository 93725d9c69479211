"""Challenges fulfilled by the altcha library."""

from palabre.adapters.challenges.altcha import AltchaChallenges

__all__ = ["AltchaChallenges"]

"""The bench: simulated guests against a server of their own, what they saw checked, what it cost measured."""

"""Each port's suite, run over every adapter."""

"""The live edge on real sockets: what a browser, a bad client and an attacker meet."""

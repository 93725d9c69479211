"""What travels: strict decoding, real examples, generated files that are never stale."""

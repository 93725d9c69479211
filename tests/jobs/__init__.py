"""Small loops with a clock, stepped by hand."""

"""What the ports are made of: databases, files, clocks. Only bootstrap names these."""

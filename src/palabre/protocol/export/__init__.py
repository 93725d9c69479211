"""What is generated from the structs of the wire: TypeScript, JSON Schema, examples, reference page."""

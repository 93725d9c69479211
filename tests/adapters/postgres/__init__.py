"""The store on PostgreSQL: several nodes, and faults."""

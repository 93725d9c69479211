"""The budgets of the server: what each promises, how it is measured, and whether it is met."""

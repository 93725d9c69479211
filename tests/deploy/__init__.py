"""The files of deploy/ with the programs they are for."""

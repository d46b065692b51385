"""The law as dated values: one YAML file per value, in one folder per field of law.

Read by `etrier.droit.parametre`; the schema is described in `etrier.droit.schema`. A package, so
that the files travel with the installed wheel.
"""

"""A fictitious groupe économique solidaire on real communes: what `make demo` and the tests load.

Everything here is invented and says so: surnames end in -EXEMPLE, addresses in @exemple.test, PASS
IAE begin with 99999, SIRET with 000000. Only the communes are real (`communes.md`).
"""

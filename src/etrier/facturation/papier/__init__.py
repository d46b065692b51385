"""Papers of invoicing: the page one reads, printed one by one or by the thousand, and sent.

`presse` makes one file from frozen contents and needs no database; `lot` prints what an issued
invoice lacks, `envois` sends it.
"""

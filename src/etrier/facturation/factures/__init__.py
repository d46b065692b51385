"""Invoices: drafts of a month, issue, credit notes, deposits, internal invoices.

`preparation.preparer` makes drafts, `emission.emettre` numbers and freezes them,
`avoirs.facturer_avoir` corrects what was issued, `ecriture.contenu_de` says what one holds.
"""

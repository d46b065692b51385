"""What a payslip must add up to, whoever's it is: the gross, the net.

Where a line is of a rubrique nobody here knows, its place in the gross or the net is not known
either: nothing is said of the sums of that payslip, the line itself is the difference.
"""

from collections.abc import Iterator, Mapping

from etrier.droit.regles.rapprochement.lignes import (
    DU_BRUT,
    DU_BULLETIN,
    EN_PLUS,
    RETENUES,
    Ecart,
    Somme,
)

_CONNUES = DU_BRUT | EN_PLUS | RETENUES | DU_BULLETIN
_NECESSAIRES = (("BRUT", "BRUT_ABSENT"), ("NET_A_PAYER", "NET_ABSENT"))

Cote = Mapping[str, Mapping[str, Somme]]


def verifier(envoyes: Cote, rendus: Cote) -> Iterator[Ecart]:
    """Payslips that do not add up, or lack what the others have."""
    presentes = {r for lignes in rendus.values() for r in lignes}
    for matricule, lignes in rendus.items():
        for rubrique, genre in _NECESSAIRES:
            if rubrique in presentes and rubrique not in lignes:
                yield Ecart(matricule, rubrique, genre)
        yield from _brut(matricule, envoyes.get(matricule, {}), lignes)
        yield from _net(matricule, lignes)


def _brut(
    matricule: str, envoyees: Mapping[str, Somme], lignes: Mapping[str, Somme]
) -> Iterator[Ecart]:
    brut = _montant(lignes, "BRUT")
    if brut is None or not lignes.keys() <= _CONNUES:
        return
    if lignes.keys() <= DU_BULLETIN:
        voulu, genre = _brut_attendu(envoyees), "BRUT_DIFFERENT"
    else:
        voulu, genre = _additionner(lignes, DU_BRUT), "BRUT_NON_SOMME"
    if voulu is not None and voulu != brut:
        yield Ecart(matricule, "BRUT", genre, attendu_centimes=voulu, lu_centimes=brut)


def _brut_attendu(envoyees: Mapping[str, Somme]) -> int | None:
    """The gross of what was sent; None when a part of it is the bureau's to work out."""
    du_brut = {r: s for r, s in envoyees.items() if r in DU_BRUT and r != "ABSENCE_NON_PAYEE"}
    if not du_brut or any(s.montant_centimes is None for s in du_brut.values()):
        return None
    return _additionner(du_brut, DU_BRUT)


def _net(matricule: str, lignes: Mapping[str, Somme]) -> Iterator[Ecart]:
    net = _montant(lignes, "NET_A_PAYER")
    if net is None:
        return
    if net < 0:
        yield Ecart(matricule, "NET_A_PAYER", "NET_NEGATIF", lu_centimes=net)
    brut = _montant(lignes, "BRUT")
    retenues = _montant(lignes, "COTISATIONS_SALARIALES")
    if brut is None or retenues is None or not lignes.keys() <= _CONNUES:
        return
    if lignes.keys() <= DU_BULLETIN:
        return
    voulu = brut + _additionner(lignes, EN_PLUS) - _additionner(lignes, RETENUES)
    if voulu != net:
        yield Ecart(
            matricule, "NET_A_PAYER", "NET_INCOHERENT", attendu_centimes=voulu, lu_centimes=net
        )


def _montant(lignes: Mapping[str, Somme], rubrique: str) -> int | None:
    return lignes[rubrique].montant_centimes if rubrique in lignes else None


def _additionner(lignes: Mapping[str, Somme], voulues: frozenset[str]) -> int:
    return sum(s.montant_centimes or 0 for r, s in lignes.items() if r in voulues)

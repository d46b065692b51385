"""A line of a spreadsheet, given to a contract and a place: the entry it asks for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etrier.heures.formats.tableurs.cellules import cle_de_nom
from etrier.heures.formats.tableurs.tableur import LigneTableur
from etrier.heures.importation.annuaire import Annuaire, Employe, Engagement, Placement
from etrier.heures.importation.rapprochement import Cible, Mot
from etrier.heures.importation.reconnaissance import Reconnaissance
from etrier.heures.verification import Saisie


class Introuvable(Exception):
    """A column of the line names nothing, or several things; `phrase` says which and what to do."""

    def __init__(self, colonne: str, phrase: str) -> None:
        super().__init__(phrase)
        self.colonne = colonne
        self.phrase = phrase


@dataclass(frozen=True, slots=True)
class _Lieu:
    """Where a line is worked: a chantier, or a mission with its contract, or nowhere said."""

    chantier_id: int | None = None
    placement: Placement | None = None


NULLE_PART = _Lieu()


@dataclass(frozen=True, slots=True)
class Mots:
    """The names of a line, as recognised: who, and each word that says where."""

    personne: Mot
    lieux: tuple[tuple[str, Mot], ...]


def reconnaitre(reconnaissance: Reconnaissance, ligne: LigneTableur) -> Mots:
    """Recognise every name of a line, whether or not the rest of it can be read."""
    lieux = []
    if ligne.chantier:
        lieux.append(("chantier", reconnaissance.lieu("chantier", ligne.chantier)))
    if ligne.mission:
        lieux.append(("mission", reconnaissance.lieu("mission", ligne.mission)))
    if ligne.lieu:
        lieux.append(("lieu", reconnaissance.lieu("lieu", ligne.lieu)))
    return Mots(reconnaissance.personne(ligne), tuple(lieux))


def doutes(mots: Mots, ligne: LigneTableur) -> list[tuple[str, str]]:
    """Why the names of a line do not let it be written: (column, sentence)."""
    dits = []
    if not mots.personne.certain:
        colonne = "matricule" if ligne.matricule or not mots.personne.cle else "nom"
        dits.append((colonne, mots.personne.raison))
    dits += [(colonne, mot.raison) for colonne, mot in mots.lieux if not mot.certain]
    return dits


def attribuer(annuaire: Annuaire, ligne: LigneTableur, mots: Mots, employe: Employe) -> Saisie:
    """The entry a line that was read asks for; a code without a duration waits with 0 minutes.

    Raises Introuvable when the mission, the contract or the clause cannot be told.
    """
    if ligne.jour is None or ligne.nature is None:
        raise ValueError("Only a line without `refus` can be attributed.")
    lieu = _lieu(annuaire, ligne, mots, employe, ligne.jour)
    placement = lieu.placement
    return Saisie(
        contrat_id=_contrat(annuaire, ligne, employe, ligne.jour, placement),
        salarie_id=employe.salarie_id,
        jour=ligne.jour,
        nature=int(ligne.nature),
        minutes=ligne.minutes or 0,
        chantier_id=lieu.chantier_id,
        mission_id=placement.mission_id if placement else None,
        clause_id=_clause(annuaire.clauses, ligne.clause),
    )


def _lieu(
    annuaire: Annuaire, ligne: LigneTableur, mots: Mots, employe: Employe, jour: date
) -> _Lieu:
    """Every word that says where, together: they must say the same place."""
    if not mots.lieux:
        return NULLE_PART
    lieux = {
        _situer(annuaire, mot.cible, ligne, employe, jour)
        for _colonne, mot in mots.lieux
        if mot.cible is not None
    }
    if len(lieux) > 1:
        raise Introuvable(
            "mission", _("une ligne est sur un chantier ou en mission, jamais les deux.")
        )
    return lieux.pop()


def _situer(
    annuaire: Annuaire, cible: Cible, ligne: LigneTableur, employe: Employe, jour: date
) -> _Lieu:
    if cible.sorte == "chantier":
        return _Lieu(chantier_id=cible.cle)
    if cible.sorte == "mission":
        return _Lieu(placement=annuaire.placements[cible.cle])
    return _Lieu(placement=_chez(annuaire, cible.cle, ligne, employe, jour))


def _chez(
    annuaire: Annuaire, client_id: int, ligne: LigneTableur, employe: Employe, jour: date
) -> Placement:
    """The person's only mission at a client's that day."""
    toutes = annuaire.placements_par_client.get((employe.salarie_id, client_id), [])
    missions = [m for m in toutes if m.couvre(jour)]
    if ligne.mission:
        missions = [m for m in missions if m.numero == ligne.mission] or missions
    if len(missions) == 1:
        return missions[0]
    message = (
        _(
            "le %(jour)s, %(qui)s a plusieurs missions chez « %(client)s » (%(numeros)s) : écrivez "
            "le numéro dans une colonne « mission »."
        )
        if missions
        else _(
            "le %(jour)s, %(qui)s n’a pas de mission chez « %(client)s » : vérifiez la date, créez "
            "la mission, ou écrivez le nom du chantier."
        )
    )
    details = {
        "jour": f"{jour:%d/%m/%Y}",
        "qui": employe,
        "client": annuaire.clients[client_id],
        "numeros": ", ".join(m.numero for m in missions),
    }
    raise Introuvable("lieu", message % details)


def _contrat(
    annuaire: Annuaire,
    ligne: LigneTableur,
    employe: Employe,
    jour: date,
    placement: Placement | None,
) -> int:
    tous = annuaire.engagements.get(employe.salarie_id, [])
    candidats = [e for e in tous if e.couvre(jour)]
    details = {"jour": f"{jour:%d/%m/%Y}", "qui": employe}
    if ligne.contrat:
        candidats = _nommes(candidats, tous, ligne.contrat, employe, jour)
    elif not candidats:
        message = _(
            "le %(jour)s, %(qui)s n'a pas de contrat : vérifiez la date, ou prolongez le "
            "contrat par un avenant."
        )
        raise Introuvable("jour", message % details)
    if placement is not None:
        candidats = [e for e in candidats if e.contrat_id == placement.contrat_id]
        if not candidats:
            message = _("la mission « %(numero)s » n'est pas celle du contrat de %(qui)s.")
            raise Introuvable("mission", message % {**details, "numero": placement.numero})
    if len(candidats) > 1:
        message = _(
            "le %(jour)s, %(qui)s a plusieurs contrats (%(numeros)s) : écrivez le numéro dans "
            "la colonne « contrat »."
        )
        numeros = ", ".join(e.numero for e in candidats)
        raise Introuvable("contrat", message % {**details, "numeros": numeros})
    return candidats[0].contrat_id


def _nommes(
    candidats: Iterable[Engagement],
    tous: Iterable[Engagement],
    numero: str,
    employe: Employe,
    jour: date,
) -> list[Engagement]:
    if nommes := [e for e in candidats if e.numero == numero]:
        return nommes
    details = {"numero": numero, "qui": employe, "jour": f"{jour:%d/%m/%Y}"}
    if any(e.numero == numero for e in tous):
        message = _(
            "le contrat « %(numero)s » de %(qui)s ne couvre pas le %(jour)s : vérifiez la date, ou "
            "prolongez le contrat par un avenant."
        )
        raise Introuvable("jour", message % details)
    message = _("le contrat « %(numero)s » n'est pas celui de %(qui)s.")
    raise Introuvable("contrat", message % details)


def _clause(clauses: Mapping[str, list[int]], texte: str) -> int | None:
    """The only clause of that name, None when the column is empty."""
    if not texte:
        return None
    trouvees = clauses.get(cle_de_nom(texte), [])
    if len(trouvees) == 1:
        return trouvees[0]
    message = (
        _("« %(texte)s » désigne plusieurs lignes de la structure : écrivez-le en entier.")
        if trouvees
        else _("« %(texte)s » n'existe pas dans cette structure : corrigez-le ou créez-le d'abord.")
    )
    raise Introuvable("clause", message % {"texte": texte})

"""Lines of a spreadsheet against the ledger: new, known, changed or refused. Few queries."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import heures
from etrier.heures.annuaire import Annuaire, Introuvable, ouvrir_annuaire
from etrier.heures.apercu import LigneApercu, StatutLigne
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.formats.cellules import MINUTES_PAR_JOUR
from etrier.heures.formats.tableur import LigneTableur
from etrier.heures.models import Cloture, LigneHeures
from etrier.heures.verification import Cle, Saisie
from etrier.socle.mois import premier_jour
from etrier.structures.models import Structure


@dataclass(frozen=True)
class _Connue:
    """A typed line of the ledger."""

    minutes: int
    clause_id: int | None
    est_validee: bool


@dataclass(frozen=True)
class _Registre:
    """What the ledger holds on the days of the file, and which months are closed."""

    connues: Mapping[Cle, _Connue]
    totaux: Mapping[tuple[int, date], int]
    clos: frozenset[date]


def comparer(
    structure: Structure, lignes: Sequence[LigneTableur], mois: date | None
) -> list[LigneApercu]:
    """Say what would become of each line. Reads everything once, writes nothing."""
    annuaire = ouvrir_annuaire(structure)
    comprises = [_comprendre(annuaire, ligne, mois) for ligne in lignes]
    registre = _lire_registre(structure, [x.saisie for x in comprises if x.saisie is not None])
    sans_doubles = _refuser_les_doubles(comprises)
    return _refuser_les_journees([_statuer(x, registre) for x in sans_doubles], registre)


def _comprendre(annuaire: Annuaire, ligne: LigneTableur, mois: date | None) -> LigneApercu:
    lue = LigneApercu(
        numero=ligne.numero,
        qui=ligne.matricule or f"{ligne.nom} {ligne.prenom}".strip(),
        jour=ligne.jour,
        nature=ligne.nature,
        minutes=ligne.minutes,
        chantier=ligne.chantier,
        mission=ligne.mission,
        clause=ligne.clause,
        statut=StatutLigne.NOUVELLE,
    )
    refus = list(ligne.refus)
    if mois is not None and ligne.jour is not None and premier_jour(ligne.jour) != mois:
        refus.append(("jour", _hors_du_mois(ligne.jour, mois)))
    try:
        employe = annuaire.employe(ligne)
        lue = replace(lue, qui=str(employe))
        if not refus:
            return replace(lue, saisie=annuaire.saisie(ligne, employe))
    except Introuvable as introuvable:
        refus.append((introuvable.colonne, introuvable.phrase))
    colonnes = " ".join(
        _("colonne « %(colonne)s », %(raison)s") % {"colonne": colonne, "raison": raison}
        for colonne, raison in refus
    )
    return _refuser(lue, colonnes)


def _hors_du_mois(jour: date, mois: date) -> str:
    message = _("le %(jour)s n'est pas dans le mois importé (%(mois)s).")
    return message % {"jour": f"{jour:%d/%m/%Y}", "mois": f"{mois:%m/%Y}"}


def _refuser(ligne: LigneApercu, raison: str) -> LigneApercu:
    motif = _("Ligne %(ligne)s : %(raison)s") % {"ligne": ligne.numero, "raison": raison}
    return replace(ligne, statut=StatutLigne.REFUSEE, motif=motif, saisie=None)


def _lire_registre(structure: Structure, saisies: Sequence[Saisie]) -> _Registre:
    clos = frozenset(Cloture.objects.filter(structure=structure).values_list("mois", flat=True))
    if not saisies:
        return _Registre({}, {}, clos)
    debut, fin = min(s.jour for s in saisies), max(s.jour for s in saisies)
    # A line never counts in a month before its day: the index on (structure, mois) serves.
    lignes = LigneHeures.objects.filter(
        structure=structure, mois__gte=premier_jour(debut), jour__range=(debut, fin)
    ).values_list(
        "contrat_id",
        "jour",
        "nature",
        "chantier_id",
        "mission_id",
        "minutes",
        "clause_id",
        "etat",
        "sorte",
        "salarie_id",
    )
    connues: dict[Cle, _Connue] = {}
    totaux: Counter[tuple[int, date]] = Counter()
    for contrat, jour, nature, chantier, mission, minutes, clause, etat, sorte, qui in lignes:
        totaux[qui, jour] += minutes
        if sorte == SorteLigne.SAISIE:
            cle = (contrat, jour, nature, chantier, mission)
            connues[cle] = _Connue(minutes, clause, etat == EtatLigne.VALIDEE)
    return _Registre(connues, totaux, clos)


def _refuser_les_doubles(lignes: Iterable[LigneApercu]) -> list[LigneApercu]:
    """Refuse the second of two lines with the same contract, day, nature and place."""
    premieres: dict[Cle, int] = {}
    resultat = []
    for ligne in lignes:
        if ligne.saisie is not None:
            premiere = premieres.setdefault(ligne.saisie.cle, ligne.numero)
            if premiere != ligne.numero:
                message = _(
                    "même personne, même jour, même nature et même lieu que la ligne %(autre)s : "
                    "gardez-en une, avec le total."
                )
                ligne = _refuser(ligne, message % {"autre": premiere})
        resultat.append(ligne)
    return resultat


def _statuer(ligne: LigneApercu, registre: _Registre) -> LigneApercu:
    saisie = ligne.saisie
    if saisie is None:
        return ligne
    connue = registre.connues.get(saisie.cle)
    if connue is None and not saisie.minutes:
        return replace(ligne, statut=StatutLigne.CONNUE, motif=_("Zéro heure : rien à écrire."))
    if connue and (connue.minutes, connue.clause_id) == (saisie.minutes, saisie.clause_id):
        return replace(ligne, statut=StatutLigne.CONNUE, minutes_avant=connue.minutes)
    if premier_jour(saisie.jour) in registre.clos:
        message = _(
            "colonne « jour », le mois %(mois)s est clos. Passez par une correction : elle "
            "comptera dans le prochain mois ouvert."
        )
        return _refuser(ligne, message % {"mois": f"{saisie.jour:%m/%Y}"})
    if connue is None:
        return ligne
    return _modifier(ligne, saisie, connue)


def _modifier(ligne: LigneApercu, saisie: Saisie, connue: _Connue) -> LigneApercu:
    if connue.est_validee:
        message = _(
            "colonne « heures », %(qui)s a déjà %(heures)s validées le %(jour)s, autrement. "
            "Corrigez la ligne validée au lieu de l'importer."
        )
        details = {
            "qui": ligne.qui,
            "heures": heures(connue.minutes),
            "jour": f"{saisie.jour:%d/%m/%Y}",
        }
        return _refuser(ligne, message % details)
    if not saisie.minutes:
        motif = _("Retire les %(avant)s en brouillon.") % {"avant": heures(connue.minutes)}
    elif saisie.minutes == connue.minutes:
        motif = _("Change la clause sociale.")
    else:
        motif = _("%(apres)s au lieu de %(avant)s.") % {
            "apres": heures(saisie.minutes),
            "avant": heures(connue.minutes),
        }
    return replace(ligne, statut=StatutLigne.MODIFIEE, motif=motif, minutes_avant=connue.minutes)


def _refuser_les_journees(lignes: Sequence[LigneApercu], registre: _Registre) -> list[LigneApercu]:
    """Refuse the lines of a person's day that would pass 24 hours, all her contracts together."""
    ajouts: dict[tuple[int, date], int] = defaultdict(int)
    for ligne in lignes:
        if ligne.saisie is not None:
            avant = ligne.minutes_avant or 0
            ajouts[ligne.saisie.salarie_id, ligne.saisie.jour] += ligne.saisie.minutes - avant
    trop = {
        cle: total
        for cle, ajout in ajouts.items()
        if (total := registre.totaux.get(cle, 0) + ajout) > MINUTES_PAR_JOUR
    }
    return [_refuser_si_trop(ligne, trop) for ligne in lignes]


def _refuser_si_trop(ligne: LigneApercu, trop: Mapping[tuple[int, date], int]) -> LigneApercu:
    if ligne.saisie is None or ligne.statut is StatutLigne.CONNUE:
        return ligne
    total = trop.get((ligne.saisie.salarie_id, ligne.saisie.jour))
    if total is None:
        return ligne
    message = _(
        "colonne « heures », %(qui)s aurait %(total)s le %(jour)s, toutes lignes réunies : une "
        "journée a 24 heures au plus."
    )
    details = {
        "qui": ligne.qui,
        "total": heures(total),
        "jour": f"{ligne.saisie.jour:%d/%m/%Y}",
    }
    return _refuser(ligne, message % details)

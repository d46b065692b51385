"""Lines of a spreadsheet against the ledger: new, known, changed or refused. Few queries."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import heures
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.formats.tableurs.cellules import cle_de_nom
from etrier.heures.formats.tableurs.tableur import ROLES, LigneTableur
from etrier.heures.importation.apercu import LigneApercu, StatutLigne
from etrier.heures.importation.attribution import Introuvable, attribuer, doutes, reconnaitre
from etrier.heures.importation.reconnaissance import Reconnaissance
from etrier.heures.models import Cloture, LigneHeures
from etrier.heures.plans.prevision import prevues
from etrier.heures.verification import Cle, Saisie
from etrier.parcours.models import Contrat
from etrier.socle.mois import MINUTES_PAR_JOUR, premier_jour
from etrier.structures.models import Structure

Suivi = Callable[[str, int, int], None]
PAS_DE_SUIVI = 5_000


@dataclass(frozen=True, slots=True)
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
    structure: Structure,
    lignes: Sequence[LigneTableur],
    mois: date | None,
    reconnaissance: Reconnaissance,
    suivi: Suivi | None = None,
) -> list[LigneApercu]:
    """Say what would become of each line. Reads everything once, writes nothing."""
    situer = _situer if len({x.feuille for x in lignes}) < 2 else _situer_avec_feuille
    comprises = []
    for rang, ligne in enumerate(lignes):
        if suivi is not None and rang % PAS_DE_SUIVI == 0:
            suivi(_("rapprochement"), rang, len(lignes))
        comprises.append(_comprendre(reconnaissance, ligne, mois, situer))
    if suivi is not None:
        suivi(_("rapprochement"), len(lignes), len(lignes))
    _donner_les_journees_prevues(structure, comprises, situer)
    _refuser_les_doubles(comprises, situer)
    registre = _lire_registre(structure, [x.saisie for x in comprises if x.saisie is not None])
    for comprise in comprises:
        if comprise.saisie is not None:
            _statuer(comprise, comprise.saisie, registre, situer)
    _refuser_les_journees(comprises, registre, situer)
    return comprises


Situer = Callable[[LigneTableur], str]


def _situer(ligne: LigneTableur) -> str:
    if ligne.colonne:
        dit = {"ligne": ligne.numero, "colonne": ligne.colonne}
        return _("Ligne %(ligne)s, colonne %(colonne)s") % dit
    return _("Ligne %(ligne)s") % {"ligne": ligne.numero}


def _situer_avec_feuille(ligne: LigneTableur) -> str:
    dit = {"feuille": ligne.feuille, "ou": _situer(ligne).lower()}
    return _("Feuille « %(feuille)s », %(ou)s") % dit


def _comprendre(
    reconnaissance: Reconnaissance, ligne: LigneTableur, mois: date | None, situer: Situer
) -> LigneApercu:
    qui = ligne.matricule or f"{ligne.nom} {ligne.prenom}".strip() or ligne.personne
    lue = LigneApercu(ligne, qui)
    refus = list(ligne.refus)
    if ligne.code:
        refus = _dire_le_code(reconnaissance, ligne, refus)
    if mois is not None and ligne.jour is not None and not _du_mois(ligne.jour, mois):
        refus.append(("jour", _hors_du_mois(ligne.jour, mois)))
    mots = reconnaitre(reconnaissance, ligne)
    refus += doutes(mots, ligne)
    if mots.personne.certain and mots.personne.cible is not None:
        employe = reconnaissance.annuaire.employes[mots.personne.cible.cle]
        lue.qui = str(employe)
        if not refus:
            try:
                lue.saisie = attribuer(reconnaissance.annuaire, ligne, mots, employe)
            except Introuvable as introuvable:
                refus.append((introuvable.colonne, introuvable.phrase))
    if refus:
        phrases = [_dire(*refusee) for refusee in refus]
        suite = (phrase[:1].upper() + phrase[1:] for phrase in phrases[1:])
        lue.refuser(situer(ligne), " ".join((phrases[0], *suite)))
    return lue


def _dire_le_code(
    reconnaissance: Reconnaissance, ligne: LigneTableur, refus: list[tuple[str, str]]
) -> list[tuple[str, str]]:
    """A code nobody knows is asked about; one that was explained is shown as such."""
    if refus and ligne.nature is None:
        autres = [x for x in refus if x[0] not in ("heures", "nature")]
        # A word among the hours is told where it stands, not in a column the file may not have.
        colonne = "nature" if any(x[0] == "nature" for x in refus) else "heures"
        return [(colonne, reconnaissance.nature(ligne.code).raison), *autres]
    if cle_de_nom(ligne.code).upper() in reconnaissance.codes_appris:
        reconnaissance.nature(ligne.code)
    return refus


def _dire(colonne: str, raison: str) -> str:
    if colonne not in ROLES:
        return raison
    dit = {"colonne": colonne, "raison": raison}
    return _("colonne « %(colonne)s », %(raison)s") % dit


def _du_mois(jour: date, mois: date) -> bool:
    return (jour.year, jour.month) == (mois.year, mois.month)


def _hors_du_mois(jour: date, mois: date) -> str:
    message = _("le %(jour)s n'est pas dans le mois importé (%(mois)s).")
    return message % {"jour": f"{jour:%d/%m/%Y}", "mois": f"{mois:%m/%Y}"}


def _donner_les_journees_prevues(
    structure: Structure, lignes: Sequence[LigneApercu], situer: Situer
) -> None:
    """A code without a duration takes what the rest of the file leaves of the planned day."""
    en_attente = [x for x in lignes if x.saisie is not None and x.source.minutes is None]
    if not en_attente:
        return
    deja: Counter[tuple[int, date]] = Counter()
    for ligne in lignes:
        if ligne.saisie is not None:
            deja[ligne.saisie.contrat_id, ligne.saisie.jour] += ligne.saisie.minutes
    saisies = [x.saisie for x in en_attente if x.saisie is not None]
    contrats = Contrat.objects.filter(structure=structure, pk__in={s.contrat_id for s in saisies})
    jours = [s.jour for s in saisies]
    prevu = prevues(contrats, min(jours), max(jours))
    for ligne, saisie in zip(en_attente, saisies, strict=True):
        cle = (saisie.contrat_id, saisie.jour)
        reste = prevu.get(cle, 0) - deja[cle]
        if reste > 0:
            deja[cle] += reste
            ligne.saisie = replace(saisie, minutes=reste)
        else:
            message = _(
                "« %(code)s » sans durée vaut le reste de la journée prévue, et rien n’est prévu "
                "de plus ce jour-là : écrivez par exemple %(code)s 7h."
            )
            ligne.refuser(
                situer(ligne.source), _dire("heures", message % {"code": ligne.source.code})
            )


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


def _refuser_les_doubles(lignes: Iterable[LigneApercu], situer: Situer) -> None:
    """Refuse every line that has the contract, day, nature and place of another.

    All of them: nobody knows which one is right, nor whether they add up.
    """
    groupes: dict[Cle, list[LigneApercu]] = defaultdict(list)
    for ligne in lignes:
        if ligne.saisie is not None:
            groupes[ligne.saisie.cle].append(ligne)
    for groupe in groupes.values():
        if len(groupe) < 2:
            continue
        ou = [situer(x.source) for x in groupe]
        for rang, ligne in enumerate(groupe):
            message = _(
                "même personne, même jour, même nature et même lieu que la %(autre)s : "
                "gardez-en une, avec le total."
            )
            autre = ou[1 if rang == 0 else 0]
            ligne.refuser(ou[rang], message % {"autre": autre[:1].lower() + autre[1:]})


def _statuer(ligne: LigneApercu, saisie: Saisie, registre: _Registre, situer: Situer) -> None:
    connue = registre.connues.get(saisie.cle)
    if connue is None and not saisie.minutes:
        ligne.statut, ligne.raison = StatutLigne.CONNUE, _("Zéro heure : rien à écrire.")
    elif connue and (connue.minutes, connue.clause_id) == (saisie.minutes, saisie.clause_id):
        ligne.statut, ligne.minutes_avant = StatutLigne.CONNUE, connue.minutes
    elif premier_jour(saisie.jour) in registre.clos:
        message = _(
            "colonne « jour », le mois %(mois)s est clos. Passez par une correction : elle "
            "comptera dans le prochain mois ouvert."
        )
        ligne.refuser(situer(ligne.source), message % {"mois": f"{saisie.jour:%m/%Y}"})
    elif connue is not None:
        _modifier(ligne, saisie, connue, situer)


def _modifier(ligne: LigneApercu, saisie: Saisie, connue: _Connue, situer: Situer) -> None:
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
        ligne.refuser(situer(ligne.source), message % details)
        return
    if not saisie.minutes:
        raison = _("Retire les %(avant)s en brouillon.") % {"avant": heures(connue.minutes)}
    elif saisie.minutes == connue.minutes:
        raison = _("Change la clause sociale.")
    else:
        raison = _("%(apres)s au lieu de %(avant)s.") % {
            "apres": heures(saisie.minutes),
            "avant": heures(connue.minutes),
        }
    ligne.statut, ligne.raison = StatutLigne.MODIFIEE, raison
    ligne.minutes_avant = connue.minutes


def _refuser_les_journees(
    lignes: Sequence[LigneApercu], registre: _Registre, situer: Situer
) -> None:
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
    if trop:
        for ligne in lignes:
            _refuser_si_trop(ligne, trop, situer)


def _refuser_si_trop(
    ligne: LigneApercu, trop: Mapping[tuple[int, date], int], situer: Situer
) -> None:
    if ligne.saisie is None or ligne.statut is StatutLigne.CONNUE:
        return
    total = trop.get((ligne.saisie.salarie_id, ligne.saisie.jour))
    if total is None:
        return
    message = _(
        "colonne « heures », %(qui)s aurait %(total)s le %(jour)s, toutes lignes réunies : une "
        "journée a 24 heures au plus."
    )
    details = {
        "qui": ligne.qui,
        "total": heures(total),
        "jour": f"{ligne.saisie.jour:%d/%m/%Y}",
    }
    ligne.refuser(situer(ligne.source), message % details)

"""Participants out and in as CSV: one row each, our own columns (the platform's are not public).

What goes out comes in again without a change; a row that cannot be read is told, and then nothing
is written.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.lecture import SaisieInvalide, lire_date
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.fse.actions import defaire, garder
from etrier.parcours.fse.questions import QUESTIONS, Etape, indicateurs, manquantes
from etrier.parcours.models import ParticipantFse, Salarie
from etrier.parcours.secrets import lire_pour
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

CLES = ("matricule", "operation", "entree_le", "sortie_le")
LISIBLES = ("nom", "prenom", "naissance")
COLONNES = (*CLES, *LISIBLES, *(q.cle for q in QUESTIONS), "indicateurs")
_DANGEREUX = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Rangee:
    """A row as read: the person, her participation, her answers."""

    salarie: Salarie
    operation: str
    entree_le: date
    sortie_le: date | None
    reponses: Mapping[str, str]


class RangeesRefusees(Refus):
    """Rows that cannot be read; nothing was written."""

    def __init__(self, problemes: list[str]) -> None:
        super().__init__(" ".join(problemes))
        self.problemes = problemes


@transaction.atomic
def exporter(
    structure: Structure, participants: Iterable[ParticipantFse], *, par: Utilisateur | None
) -> bytes:
    """The participants with their answers; each reading is noted."""
    sortie = io.StringIO()
    plume = csv.writer(sortie, delimiter=";", lineterminator="\r\n")
    plume.writerow(COLONNES)
    nombre = 0
    for participant in participants:
        plume.writerow([_sur(x) for x in _ecrire(participant, structure, par)])
        nombre += 1
    noter("fse.exporter", auteur=par, perimetre=structure.pk, nombre=nombre)
    return ("\ufeff" + sortie.getvalue()).encode()


@transaction.atomic
def importer(structure: Structure, octets: bytes, *, par: Utilisateur | None) -> int:
    """Write the participants of a file; gives how many. Twice changes nothing more.

    Raises RangeesRefusees with a sentence a row, and Refus for a file that is not one of ours.
    """
    rangees, problemes = _lire_tout(structure, octets)
    if problemes:
        raise RangeesRefusees(problemes)
    for rangee in rangees:
        participant, _cree = ParticipantFse.objects.update_or_create(
            salarie=rangee.salarie,
            operation=rangee.operation,
            entree_le=rangee.entree_le,
            defaults={"sortie_le": rangee.sortie_le},
        )
        if rangee.reponses:
            garder(participant, rangee.reponses)
        elif participant.reponses is None:
            _compter(participant)
    noter("fse.importer", auteur=par, perimetre=structure.pk, nombre=len(rangees))
    return len(rangees)


def _compter(participant: ParticipantFse) -> None:
    participant.manque_entree = manquantes({}, Etape.ENTREE)
    sortie = participant.sortie_le is not None
    participant.manque_sortie = manquantes({}, Etape.SORTIE) if sortie else 0
    participant.save(update_fields=["manque_entree", "manque_sortie"])


def _ecrire(
    participant: ParticipantFse, structure: Structure, par: Utilisateur | None
) -> Iterator[str]:
    qui = participant.salarie.personne
    lu = lire_pour(UsageSecret.FSE, qui, participant.reponses, Rubrique.FSE, structure, par)
    reponses = defaire(lu)
    yield participant.salarie.matricule
    yield participant.operation
    yield f"{participant.entree_le:%d/%m/%Y}"
    yield f"{participant.sortie_le:%d/%m/%Y}" if participant.sortie_le else ""
    yield from (qui.nom, qui.prenom, f"{qui.naissance:%d/%m/%Y}")
    yield from (reponses.get(q.cle, "") for q in QUESTIONS)
    yield " ".join(sorted(indicateurs(reponses, qui.naissance, participant.entree_le)))


def _sur(texte: str) -> str:
    """A spreadsheet takes what starts so for a formula."""
    return "'" + texte if texte.startswith(_DANGEREUX) else texte


def _lire_tout(structure: Structure, octets: bytes) -> tuple[list[Rangee], list[str]]:
    salaries = {
        s.matricule: s
        for s in Salarie.objects.filter(structure=structure).select_related("personne")
    }
    rangees, problemes, vues = [], [], set()
    for numero, brute in enumerate(_rangees(octets), start=2):
        try:
            rangee = _lire(brute, salaries)
        except Refus as refus:
            problemes.append(_("Ligne %(n)d : %(quoi)s") % {"n": numero, "quoi": refus.phrase})
            continue
        cle = (rangee.salarie.pk, rangee.operation, rangee.entree_le)
        if cle in vues:
            problemes.append(_("Ligne %(n)d : déjà dite plus haut.") % {"n": numero})
        vues.add(cle)
        rangees.append(rangee)
    return rangees, problemes


def _rangees(octets: bytes) -> Iterator[Mapping[str, str]]:
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refus(_("Ce fichier n'est pas un CSV en UTF-8 : enregistrez-le ainsi.")) from None
    lecteur = csv.DictReader(io.StringIO(texte), delimiter=";")
    absentes = [c for c in CLES if c not in (lecteur.fieldnames or [])]
    if absentes:
        raise Refus(
            _("Il manque des colonnes : %(noms)s. Partez d'un fichier exporté d'ici.")
            % {"noms": ", ".join(absentes)}
        )
    for brute in lecteur:
        propre = {k: (v or "").strip().removeprefix("'") for k, v in brute.items() if k}
        if any(propre.values()):
            yield propre


def _lire(brute: Mapping[str, str], salaries: Mapping[str, Salarie]) -> Rangee:
    salarie = salaries.get(brute["matricule"])
    if salarie is None:
        raise Refus(_("aucun salarié n'a le matricule « %(m)s ».") % {"m": brute["matricule"]})
    if not 0 < len(brute["operation"]) <= 40:
        raise Refus(_("écrivez le numéro de l'opération, en 40 caractères au plus."))
    entree, sortie = _jour(brute["entree_le"]), _jour(brute["sortie_le"])
    if entree is None:
        raise Refus(_("écrivez la date d'entrée."))
    if sortie is not None and sortie < entree:
        raise Refus(_("la sortie précède l'entrée."))
    return Rangee(salarie, brute["operation"], entree, sortie, _reponses(brute))


def _reponses(brute: Mapping[str, str]) -> dict[str, str]:
    dites = {q.cle: brute.get(q.cle, "") for q in QUESTIONS if brute.get(q.cle)}
    for question in QUESTIONS:
        dite = dites.get(question.cle)
        if dite and dite not in question.reponses:
            attendues = ", ".join(question.reponses)
            raise Refus(
                _("%(colonne)s : attendu %(attendues)s.")
                % {"colonne": question.cle, "attendues": attendues}
            )
    return dites


def _jour(texte: str) -> date | None:
    if not texte:
        return None
    try:
        return lire_date(texte)
    except SaisieInvalide as erreur:
        raise Refus(str(erreur)) from None

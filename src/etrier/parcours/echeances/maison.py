"""Deadlines of papers and of the structure itself: signatures, ASP records, annexes."""

from collections.abc import Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.echeances import genres
from etrier.parcours.echeances.echeance import Echeance, Voie, jours
from etrier.parcours.echeances.genres import Genre
from etrier.parcours.echeances.lecture import Lecture
from etrier.parcours.enums import EtatFiche
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import DocumentProduit, FicheSalarie
from etrier.structures.access import Finalite
from etrier.structures.models import AvenantAnnexe, Convention


def papiers(vu: Lecture) -> Iterator[Echeance]:
    """Papers that wait for a signature, records that wait for somebody."""
    if vu.peut(Finalite.LIRE_DOCUMENTS):
        yield from _documents(vu)
    if vu.peut(Finalite.TRANSMETTRE_ASP):
        yield from _fiches(vu)


def _documents(vu: Lecture) -> Iterator[Echeance]:
    lus = (
        DocumentProduit.objects.filter(
            structure=vu.acces.structure,
            etat=EtatDocument.EMIS,
            le__lte=vu.le - jours(genres.JOURS_SIGNATURE),
        )
        .select_related("salarie__personne")
        .defer("fichier")
    )
    for document in lus:
        yield Echeance(
            Genre.DOCUMENT,
            document.pk,
            document.le + jours(genres.JOURS_SIGNATURE),
            vu.le,
            _("%(document)s : pas encore signé") % {"document": document},
            _("Faites-le signer, ou annulez-le."),
            (
                Voie("document", {"document_id": document.pk}),
                Voie("salarie", {"salarie_id": document.salarie_id}),
            ),
            vu.sujet(document.salarie),
        )


def _fiches(vu: Lecture) -> Iterator[Echeance]:
    lues = (
        FicheSalarie.objects.filter(
            structure=vu.acces.structure, etat__in=(EtatFiche.NOUVELLE, EtatFiche.REJETEE)
        )
        .select_related("salarie__personne")
        .defer("situation")
    )
    for fiche in lues:
        rejetee = fiche.etat == EtatFiche.REJETEE
        fin = (
            timezone.localdate(fiche.change_le)
            if rejetee
            else timezone.localdate(fiche.created_at) + jours(genres.JOURS_FICHE)
        )
        yield Echeance(
            Genre.FICHE_SALARIE,
            fiche.pk,
            fin,
            vu.le,
            _("Fiche salarié rejetée par l'ASP") if rejetee else _("Fiche salarié à compléter"),
            _("Lisez ce que l'ASP répond, corrigez, renvoyez.")
            if rejetee
            else _("Complétez-la : sans elle, l'ASP ne paie pas ses heures."),
            (Voie("fiche_asp", {"fiche_id": fiche.pk}), Voie("fiches_asp")),
            vu.sujet(fiche.salarie),
        )


def conventions(vu: Lecture) -> Iterator[Echeance]:
    """Conventions that end within six months: the next one is prepared long before."""
    if not vu.peut(Finalite.REGLER):
        return
    limite = vu.le + jours(genres.HORIZON_CONVENTION)
    for convention in Convention.objects.filter(structure=vu.acces.structure, fin__lte=limite):
        if convention.fin is not None:
            yield Echeance(
                Genre.CONVENTION,
                convention.pk,
                convention.fin,
                vu.le,
                _("Convention %(convention)s : dernier jour") % {"convention": convention},
                _("Préparez le dialogue de gestion avec la DDETS, puis écrivez la nouvelle fin."),
                (Voie("convention_dater", {"convention_id": convention.pk}), Voie("reglages")),
            )


def annexes(vu: Lecture) -> Iterator[Echeance]:
    """Annexes financières that end without the next one, or that lack while people work."""
    if not vu.peut(Finalite.LIRE_ARGENT):
        return
    lues = AvenantAnnexe.objects.filter(annexe__structure=vu.acces.structure).en_vigueur()
    par_convention: dict[int, list[tuple[date, date]]] = {}
    for numero, debut, fin in lues.values_list("annexe__convention_id", "debut", "fin"):
        par_convention.setdefault(numero or 0, []).append((debut, fin))
    conventions = {c.convention_id: c.convention for x in vu.presents.values() for c in x}
    for cle, convention in sorted(conventions.items()):
        if Dispositif(convention.dispositif).est_iae:
            yield from _annexe(vu, cle, str(convention), par_convention.get(cle, []))


def _annexe(
    vu: Lecture, cle: int, nom: str, periodes: list[tuple[date, date]]
) -> Iterator[Echeance]:
    voies = (Voie("aides"), Voie("reglages"))
    couvertes = [fin for debut, fin in periodes if debut <= vu.le <= fin]
    if not couvertes:
        depuis = max((fin for _debut, fin in periodes if fin < vu.le), default=None)
        yield Echeance(
            Genre.ANNEXE_ABSENTE,
            cle,
            depuis + jours(1) if depuis else date(vu.le.year, 1, 1),
            vu.le,
            _("Convention %(convention)s : aucune annexe ne couvre ce jour") % {"convention": nom},
            _("Importez l'annexe de l'année : sans elle, l'aide ne se calcule pas."),
            voies,
        )
        return
    fin = max(couvertes)
    suivie = any(debut > vu.le for debut, _fin in periodes)
    if not suivie and fin <= vu.le + jours(genres.HORIZON_ANNEXE):
        yield Echeance(
            Genre.ANNEXE_FIN,
            cle,
            fin,
            vu.le,
            _("Convention %(convention)s : fin de l'annexe financière") % {"convention": nom},
            _("Préparez la suivante avec la DDETS, et importez-la dès qu'elle arrive."),
            voies,
        )

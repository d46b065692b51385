"""The pathway of one person, read from every table that knows a date of it. Nothing is opened."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.pass_iae import Parcours, PassDelivre, Suspension, fin_carence
from etrier.parcours.enums import EtatEtape, EtatProlongation
from etrier.parcours.enums_accompagnement import EtatFormation
from etrier.parcours.frise.access import Regard
from etrier.parcours.frise.types import Evenement, Frise, Sorte, Voie
from etrier.parcours.models import (
    Candidature,
    Contrat,
    Entretien,
    EtapeParcours,
    Formation,
    Immersion,
    PassIae,
    Sortie,
    SuiviSortie,
)
from etrier.socle.parametres import parametres_en_vigueur


def rassembler(regard: Regard, le: date) -> Frise:
    """Every lane that holds something the reader may see."""
    voies = [
        Voie(_("PASS IAE"), tuple(_les_pass(regard, le))),
        *_voies_des_contrats(regard),
        Voie(_("Formations"), tuple(_formations(regard))),
        Voie(_("Immersions"), tuple(_immersions(regard))),
        Voie(_("Entretiens"), tuple(_entretiens(regard))),
        Voie(_("Arrivées et passages"), tuple(_arrivees(regard))),
        Voie(_("Sorties"), tuple(_sorties(regard))),
    ]
    pleines = tuple(v for v in voies if v.evenements)
    return Frise(str(regard.salarie.personne), le, pleines)


def _les_pass(regard: Regard, le: date) -> Iterator[Evenement]:
    recus = list(
        regard.salarie.personne.les_pass.order_by("debut").prefetch_related(
            "suspensions", "prolongations"
        )
    )
    for recu in recus:
        yield _pass(recu)
        for suspension in recu.suspensions.all():
            yield Evenement(Sorte.SUSPENSION, suspension.debut, suspension.fin, _("Suspension"))
        for prolongation in recu.prolongations.all():
            if prolongation.etat != EtatProlongation.REFUSEE:
                etat = prolongation.get_etat_display()
                yield Evenement(
                    Sorte.PROLONGATION,
                    prolongation.debut,
                    prolongation.fin,
                    _("Prolongation %(etat)s") % {"etat": etat},
                    _("demandée le %(jour)s") % {"jour": ecrire_jour(prolongation.demandee_le)},
                )
    if recus and (recus[-1].fin < le or recus[-1].clos_le is not None):
        yield from _carence(recus[-1])


def _pass(recu: PassIae) -> Evenement:
    detail = ""
    if recu.fin_initiale and recu.fin_initiale != recu.fin:
        detail = _("fin initiale le %(jour)s") % {"jour": ecrire_jour(recu.fin_initiale)}
    libelle = f"PASS {recu.numero}"
    return Evenement(Sorte.PASS, recu.debut, recu.fin, libelle, detail, court="PASS")


def _carence(recu: PassIae) -> Iterator[Evenement]:
    """The waiting period after the last PASS, where the law sets it (CT R5132-1-4)."""
    suspensions = (
        tuple(Suspension(s.debut, s.fin) for s in recu.suspensions.all()) if recu.clos_le else ()
    )
    parcours = Parcours(PassDelivre(recu.debut, recu.fin), suspensions, clos_le=recu.clos_le)
    try:
        fin = fin_carence(parcours, parametres_en_vigueur())
    except NonCalculable:
        return
    debut = min(recu.fin, recu.clos_le or recu.fin)
    if fin > debut:
        yield Evenement(Sorte.CARENCE, debut, fin, _("Délai de carence"))


def _voies_des_contrats(regard: Regard) -> Iterator[Voie]:
    """One lane a structure, in the order of arrival."""
    lus = (
        Contrat.objects.filter(salarie__in=regard.les_salaries)
        .select_related("structure", "convention")
        .order_by("debut", "id")
    )
    par_structure: dict[str, list[Evenement]] = {}
    for contrat in lus:
        genre = contrat.get_genre_display()
        par_structure.setdefault(str(contrat.structure), []).append(
            Evenement(
                Sorte.CONTRAT,
                contrat.debut,
                contrat.fin,
                f"{genre} {contrat.numero}",
                contrat.convention.dispositif,
                str(contrat.structure),
                contrat.numero,
            )
        )
    for structure, contrats in par_structure.items():
        yield Voie(structure, tuple(contrats))


def _formations(regard: Regard) -> Iterator[Evenement]:
    if not regard.voit_accompagnement:
        return
    lues = Formation.objects.filter(salarie__in=regard.propres).select_related("salarie__structure")
    for formation in lues.exclude(etat=EtatFormation.ABANDONNEE):
        detail = ", ".join(
            mot for mot in (formation.organisme, formation.get_etat_display()) if mot
        )
        yield Evenement(
            Sorte.FORMATION,
            formation.debut,
            formation.fin,
            formation.intitule,
            detail,
            str(formation.salarie.structure),
        )


def _immersions(regard: Regard) -> Iterator[Evenement]:
    if not regard.voit_accompagnement:
        return
    lues = Immersion.objects.filter(salarie__in=regard.propres).select_related("salarie__structure")
    for immersion in lues:
        yield Evenement(
            Sorte.IMMERSION,
            immersion.debut,
            immersion.fin,
            immersion.hote,
            immersion.poste,
            str(immersion.salarie.structure),
        )


def _entretiens(regard: Regard) -> Iterator[Evenement]:
    """That they took place, never what was said."""
    if not regard.voit_accompagnement:
        return
    lus = Entretien.objects.filter(salarie__in=regard.propres).select_related("salarie__structure")
    for entretien in lus.defer("contenu").order_by("le", "id"):
        jour = timezone.localdate(entretien.le)
        yield Evenement(
            Sorte.ENTRETIEN if entretien.present else Sorte.ABSENCE,
            jour,
            jour,
            entretien.get_genre_display(),
            "" if entretien.present else _("n'est pas venue"),
            str(entretien.salarie.structure),
        )


def _arrivees(regard: Regard) -> Iterator[Evenement]:
    qui = regard.salarie.personne
    if regard.voit_accueil:
        siennes = Candidature.objects.filter(personne=qui, structure=regard.acces.structure)
        yield from (
            _un_jour(
                Sorte.CANDIDATURE,
                c.recue_le,
                _("Candidature %(etat)s") % {"etat": c.get_etat_display()},
                c.get_origine_display(),
                str(regard.acces.structure),
            )
            for c in siennes.defer("message").order_by("recue_le")
        )
    yield from _etapes(regard)


def _etapes(regard: Regard) -> Iterator[Evenement]:
    """Steps between structures of the group, with their decision."""
    structures = {s.structure_id for s in regard.les_salaries} | {regard.acces.structure.pk}
    lues = (
        EtapeParcours.objects.filter(
            Q(depuis__in=structures) | Q(vers__in=structures), personne=regard.salarie.personne
        )
        .exclude(etat=EtatEtape.ANNULEE)
        .select_related("depuis", "vers")
    )
    for etape in lues:
        decision = f", {ecrire_jour(etape.decidee_le)}" if etape.decidee_le else ""
        raison = f" : {etape.raison}" if regard.voit_accueil and etape.raison else ""
        yield _un_jour(
            Sorte.ETAPE,
            etape.effet or etape.decidee_le or etape.proposee_le,
            _("vers %(structure)s") % {"structure": etape.vers},
            f"{etape.get_etat_display()}{decision}{raison}",
            str(etape.depuis),
        )


def _sorties(regard: Regard) -> Iterator[Evenement]:
    """Exits by their class, and the news had since: no motive."""
    if not regard.voit_sorties:
        return
    lues = Sortie.objects.filter(salarie__in=regard.propres, annulee_le__isnull=True)
    for sortie in lues.defer("motif").select_related("salarie__structure").order_by("le"):
        ou = str(sortie.salarie.structure)
        yield _un_jour(Sorte.SORTIE, sortie.le, sortie.get_classe_display(), "", ou)
    if regard.voit_accompagnement:
        yield from _nouvelles(lues)


def _nouvelles(sorties: Iterable[Sortie]) -> Iterator[Evenement]:
    lus = (
        SuiviSortie.objects.filter(sortie__in=[s.pk for s in sorties])
        .select_related("sortie__salarie__structure")
        .defer("sortie__motif")
        .order_by("prevu_le")
    )
    for suivi in lus:
        fait = suivi.fait_le is not None
        yield _un_jour(
            Sorte.NOUVELLES,
            suivi.fait_le or suivi.prevu_le,
            _("À %(mois)s mois") % {"mois": suivi.mois},
            suivi.get_situation_display() if fait else _("prévu"),
            str(suivi.sortie.salarie.structure),
        )


def _un_jour(sorte: Sorte, le: date, libelle: str, detail: str = "", ou: str = "") -> Evenement:
    return Evenement(sorte, le, le, libelle, detail, ou)

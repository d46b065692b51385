"""The monthly state of each annexe, ready to report."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.droit.regles.annexe import MOIS_PAR_AN
from etrier.droit.regles.heures_retenues import PHRASES, MotifEcart
from etrier.structures.access import Acces
from etrier.structures.models import AnnexeFinanciere
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau


def tableaux_par_annexe(
    acces: Acces, aides: Iterable[AideMensuelle], etats: QuerySet[EtatMensuel], mois: date
) -> list[Tableau]:
    """One table per annexe in force in the month, one line per contract and share of the aid."""
    par_annexe: dict[int, list[EtatMensuel]] = {}
    for etat in etats.order_by("contrat__salarie__personne__nom", "contrat", "id"):
        par_annexe.setdefault(etat.annexe_id, []).append(etat)
    return [
        _tableau(acces, aide.annexe, par_annexe.get(aide.annexe_id, []), mois) for aide in aides
    ]


def _tableau(
    acces: Acces, annexe: AnnexeFinanciere, etats: list[EtatMensuel], mois: date
) -> Tableau:
    return Tableau(
        gettext("État mensuel, annexe %(annexe)s, %(mois)s")
        % {"mois": formats_ecran.mois(mois), "annexe": annexe},
        [
            Colonne(
                gettext("Salarié"),
                "contrat.salarie.personne",
                lien=lambda e: adresse_ouverte(acces, "salarie", salarie_id=e.contrat.salarie_id),
            ),
            Colonne(gettext("Matricule"), "contrat.salarie.matricule", "numero"),
            Colonne(gettext("Contrat"), "contrat.numero", "numero"),
            *_colonnes_chiffres(acces, etats),
            Colonne(gettext("Pourquoi des heures sont écartées"), phrase_ecarts, langue="fr"),
        ],
        etats,
        legende=gettext(
            "ETP annuel : heures retenues ÷ durée annuelle d'un poste ; ETP du mois : douze fois "
            "plus. Le montant est la part de chaque contrat dans l'aide due, avant plafond."
        ),
        vide=gettext("Aucune heure n'a été validée ce mois-ci sous cette annexe."),
        nom=f"annexe-{annexe.pk}",
    )


def _colonnes_chiffres(acces: Acces, etats: list[EtatMensuel]) -> list[Colonne]:
    """The share of the aid stands only where a CDI inclusion makes it differ."""

    def lien(etat: EtatMensuel) -> str:
        return reverse("pourquoi_etat", args=[acces.structure.pk, etat.pk])

    part = Colonne(gettext("Part de l'aide"), part_pour_dix_mille, "pourcent", motif="motif")
    return [
        Colonne(gettext("Heures retenues"), "minutes_retenues", "heures", total=True, lien=lien),
        Colonne(gettext("Heures écartées"), "minutes_ecartees", "heures", total=True, lien=lien),
        Colonne(
            gettext("ETP annuel"), "etp_millioniemes", "etp", total=True, motif="motif", lien=lien
        ),
        Colonne(gettext("ETP du mois"), etp_du_mois, "etp_mois", total=True, motif="motif"),
        *([part] if any(e.taux_pour_cent != 100 for e in etats) else []),
        Colonne(
            gettext("Montant"),
            "montant_centimes",
            "centimes",
            total=True,
            lien=lien,
            motif="motif",
            provisoire="provisoire",
        ),
    ]


def etp_du_mois(etat: EtatMensuel) -> int | None:
    """Monthly ETP in millionths: the annual one times twelve."""
    return None if etat.etp_millioniemes is None else etat.etp_millioniemes * MOIS_PAR_AN


def part_pour_dix_mille(etat: EtatMensuel) -> int | None:
    """Share of the aid due: the whole, or the CDI inclusion's."""
    return None if etat.taux_pour_cent is None else etat.taux_pour_cent * 100


def phrase_ecarts(etat: EtatMensuel) -> str:
    """`NATURE:420;HORS_PASS:60` in words, with the hours of each reason."""
    morceaux = [m.split(":") for m in etat.ecarts.split(";") if m]
    return " ".join(
        f"{formats_ecran.heures(int(minutes))} : {PHRASES[MotifEcart(code)]}"
        for code, minutes in morceaux
    )

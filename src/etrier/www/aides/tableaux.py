"""The tables of the year's annexes, and the words of the State's verdict."""

from collections.abc import Callable, Sequence

from django.urls import reverse
from django.utils.translation import gettext

from etrier.aides.suivi import SuiviAnnexe
from etrier.structures.access import Acces
from etrier.www.tableau import Colonne, Tableau


def libelle_verdict(code: str | None) -> str:
    """How the posts used stand against the posts agreed."""
    return {
        "SUR": gettext("sur-consommation"),
        "SOUS": gettext("sous-consommation"),
        "CONFORME": gettext("conforme"),
    }.get(code or "", "")


def tableau_postes(acces: Acces, suivis: Sequence[SuiviAnnexe], annee: int) -> Tableau:
    """Posts of each annexe at the end of its last closed month."""
    motif = "avancement.motif"
    verdict = Colonne(
        gettext("Verdict"), lambda s: libelle_verdict(s.avancement and s.avancement.verdict)
    )
    return Tableau(
        gettext("Postes occupés, annexes de %(annee)s") % {"annee": annee},
        [
            _colonne_annexe(acces),
            Colonne(gettext("État"), "avenant.get_etat_display"),
            Colonne(gettext("Mois clos"), "aide.cloture.mois", "mois"),
            Colonne(gettext("Postes conventionnés"), "avenant.etp_centiemes", "etp_centiemes"),
            *(
                Colonne(libelle, f"avancement.{champ}", "etp_centiemes", motif=motif)
                for libelle, champ in (
                    (gettext("ETP mensuel moyen"), "etp_mensuel_moyen_centiemes"),
                    (gettext("Écart"), "ecart_centiemes"),
                    (gettext("ETP annuel réalisé"), "etp_annuel_realise_centiemes"),
                    (gettext("ETP annuel conventionné"), "etp_annuel_conventionne_centiemes"),
                )
            ),
            verdict,
        ],
        suivis,
        legende=gettext(
            "Moyenne mensuelle depuis le début de l'annexe, tronquée à deux décimales comme le "
            "fait l'État ; le verdict la compare aux postes conventionnés."
        ),
        vide=gettext(
            "Aucune annexe financière cette année : importez le fichier de l'ASP, ou demandez à la "
            "direction de le faire."
        ),
        nom="postes",
        recherche=False,
    )


def tableau_argent(acces: Acces, suivis: Sequence[SuiviAnnexe], annee: int) -> Tableau:
    """Money of each annexe since it began, and at its end."""
    return Tableau(
        gettext("Aide due et prévue, annexes de %(annee)s") % {"annee": annee},
        [_colonne_annexe(acces), *_colonnes_argent(acces), *_colonnes_prevision()],
        suivis,
        legende=gettext(
            "Jusqu'au dernier mois clos, puis prévision : la fin de l'annexe au même rythme."
        ),
        nom="argent",
        recherche=False,
    )


def _colonne_annexe(acces: Acces) -> Colonne:
    return Colonne(
        gettext("Annexe"),
        "annexe",
        lien=lambda s: reverse("annexe", args=[acces.structure.pk, s.annexe.pk]),
    )


def _colonnes_argent(acces: Acces) -> list[Colonne]:
    lien = lien_aide(acces)
    return [
        Colonne(
            libelle,
            f"aide.{champ}",
            "centimes",
            total=True,
            lien=lien,
            motif="aide.motif",
            provisoire="aide.provisoire",
        )
        for libelle, champ in (
            (gettext("Due, plafonnée"), "du_plafonne_centimes"),
            (gettext("Douzièmes"), "recu_theorique_centimes"),
            (gettext("Écart aux douzièmes"), "ecart_centimes"),
        )
    ] + [Colonne(gettext("Reçu"), "recu_centimes", "centimes", total=True)]


def _colonnes_prevision() -> list[Colonne]:
    motif = "avancement.motif"
    return [
        Colonne(
            libelle,
            f"avancement.{champ}",
            "centimes",
            total=True,
            motif=motif,
            provisoire="avancement.provisoire",
        )
        for libelle, champ in (
            (gettext("Prévue à la fin"), "du_plafonne_prevu_centimes"),
            (gettext("Perdue (postes vides)"), "aide_perdue_centimes"),
            (gettext("Hors plafond"), "aide_hors_plafond_centimes"),
        )
    ]


def lien_aide(acces: Acces) -> Callable[[SuiviAnnexe], str | None]:
    """The address that explains the aid of the last closed month."""

    def lien(suivi: SuiviAnnexe) -> str | None:
        if suivi.aide is None:
            return None
        return reverse("pourquoi_aide", args=[acces.structure.pk, suivi.aide.pk])

    return lien

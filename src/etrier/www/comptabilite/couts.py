"""What chantiers, posts and funders cost and bring, over a period."""

from collections.abc import Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext

from etrier.comptabilite.couts.lecture import CoutFinanceur, CoutLieu, Couts, lire_couts
from etrier.facturation.enums import NatureDepense
from etrier.heures.models import Cloture
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import dernier_jour, premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import exporter_parmi
from etrier.www.adresses import adresse_ouverte
from etrier.www.comptabilite.forms import PeriodeForm
from etrier.www.comptabilite.vues import fil_comptabilite
from etrier.www.graphique import Graphique, Serie
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau

LIEUX_SUR_LE_GRAPHIQUE = 12


@porte(Finalite.LIRE_ARGENT)
def couts(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Cost and margin per place, per ETP, per funder."""
    debut, fin = _periode_par_defaut(acces)
    form = PeriodeForm(request.GET if "debut" in request.GET else None)
    if form.is_valid():
        debut, fin = form.cleaned_data["debut"], form.cleaned_data["fin"]
    debut, fin = premier_jour(debut), premier_jour(fin)
    if not form.is_bound:
        form = PeriodeForm(initial={"debut": debut, "fin": dernier_jour(fin)})
    lus = lire_couts(acces.structure, debut, fin)
    tableaux = {
        "lieux": tableau_lieux(acces, lus.lieux),
        "par_etp": tableau_par_etp(lus),
        "financeurs": tableau_financeurs(acces, lus.financeurs),
    }
    if fichier := exporter_parmi(tableaux.values(), request):
        return fichier
    vus = {"form": form, "couts": lus, "graphique": _graphique(lus.lieux), **tableaux}
    periode = {"debut": debut, "fin": fin, "fil": fil_comptabilite(acces)}
    return render(request, "comptabilite/couts.html", vus | periode)


def _periode_par_defaut(acces: Acces) -> tuple[date, date]:
    """The closed months of the last year that has some."""
    mois = Cloture.objects.filter(structure=acces.structure).order_by("mois")
    dernier = mois.values_list("mois", flat=True).last() or premier_jour(aujourdhui())
    return dernier.replace(month=1), dernier


def tableau_lieux(acces: Acces, lieux: Sequence[CoutLieu]) -> Tableau:
    """One line per chantier, or client of missions."""

    def lien(lieu: CoutLieu) -> str | None:
        if lieu.chantier_id is not None:
            return adresse_ouverte(acces, "chantier", chantier_id=lieu.chantier_id)
        if lieu.client_id is not None:
            return adresse_ouverte(acces, "client", client_id=lieu.client_id)
        return None

    return Tableau(
        gettext("Coût et marge par chantier"),
        [
            Colonne(gettext("Chantier ou client"), "nom", lien=lien),
            *_chiffres(),
            Colonne(gettext("Ce qui manque"), "cout.manque", langue="fr"),
        ],
        lieux,
        legende=gettext(
            "Le mois de chaque personne est réparti sur ses lieux selon ses heures travaillées, "
            "absences comprises. Un élément inconnu laisse le coût inconnu."
        ),
        vide=gettext("Aucun mois clos dans cette période : choisissez-en une autre."),
        nom="lieux",
    )


def _chiffres() -> list[Colonne]:
    """Hours, costs, income and margin; the second of a pair under the first."""
    return [
        Colonne(
            gettext("Heures"),
            "cout.minutes",
            "heures",
            total=True,
            sous=Colonne(gettext("ETP annuel"), "cout.etp_millioniemes", "etp", total=True),
        ),
        _argent(
            gettext("Salaires bruts"),
            "salaires_centimes",
            sous=_argent(gettext("Cotisations patronales"), "charges_centimes"),
        ),
        _achats(
            gettext("Véhicules"),
            (NatureDepense.VEHICULE,),
            sous=_achats(gettext("Autres achats"), set(NatureDepense) - {NatureDepense.VEHICULE}),
        ),
        _argent(gettext("Coût"), "cout_centimes"),
        _argent(
            gettext("Ventes HT"),
            "ventes_centimes",
            sous=_argent(gettext("Aide au poste"), "aide_centimes"),
        ),
        _argent(gettext("Marge"), "marge_centimes"),
    ]


def _argent(libelle: str, champ: str, sous: Colonne | None = None) -> Colonne:
    return Colonne(libelle, f"cout.{champ}", "centimes", total=True, motif="cout.manque", sous=sous)


def _achats(
    libelle: str, natures: Sequence[str] | set[NatureDepense], sous: Colonne | None = None
) -> Colonne:
    return Colonne(
        libelle,
        lambda x: sum(x.cout.achats.get(n, 0) for n in natures),
        "centimes",
        total=True,
        sous=sous,
    )


def tableau_par_etp(lus: Couts) -> Tableau:
    """The whole structure, and each place, for one ETP of a year."""
    ensemble = CoutLieu("*", gettext("Ensemble"), lus.ensemble)

    def pour_un(champ: str) -> Colonne:
        return Colonne(
            titres[champ],
            lambda x: x.cout.par_etp(getattr(x.cout, champ)),
            "centimes",
            motif="cout.manque",
        )

    titres = {
        "cout_centimes": gettext("Coût par ETP"),
        "ventes_centimes": gettext("Ventes par ETP"),
        "aide_centimes": gettext("Aide par ETP"),
        "marge_centimes": gettext("Marge par ETP"),
    }
    return Tableau(
        gettext("Pour un ETP annuel d'insertion"),
        [
            Colonne(gettext("Chantier ou client"), "nom"),
            Colonne(gettext("ETP annuel"), "cout.etp_millioniemes", "etp"),
            *(pour_un(champ) for champ in titres),
        ],
        [ensemble, *(x for x in lus.lieux if x.cout.etp_millioniemes)],
        nom="etp",
        recherche=False,
    )


def tableau_financeurs(acces: Acces, financeurs: Sequence[CoutFinanceur]) -> Tableau:
    """What each funder owes and paid, beside what its people cost."""
    return Tableau(
        gettext("Par financeur"),
        [
            Colonne(gettext("Financeur"), "financeur", langue="fr"),
            Colonne(
                gettext("Annexe"),
                "annexe",
                "numero",
                lien=lambda f: reverse("annexe", args=[acces.structure.pk, f.annexe.pk]),
            ),
            Colonne(gettext("ETP annuel"), "etp_millioniemes", "etp"),
            Colonne(gettext("Aide due"), "du_centimes", "centimes"),
            Colonne(
                gettext("Aide reçue"),
                "recu_centimes",
                "centimes",
                motif=lambda _f: gettext("Les versements ne disent pas quel financeur les fait."),
            ),
            Colonne(
                gettext("Coût des salariés"),
                "cout_centimes",
                "centimes",
                motif=lambda _f: gettext("Les salaires ou les cotisations d'un mois manquent."),
            ),
            Colonne(gettext("Part couverte"), "couvert_pour_dix_mille", "pourcent"),
        ],
        financeurs,
        legende=gettext(
            "Deux financeurs d'une même annexe se partagent l'aide due selon ses montants ; le "
            "coût est celui de tous les salariés de l'annexe."
        ),
        vide=gettext("Aucune aide n'est calculée sur cette période."),
        nom="financeurs",
        recherche=False,
    )


def _graphique(lieux: Sequence[CoutLieu]) -> Graphique | None:
    montres = sorted(lieux, key=lambda x: -x.cout.ventes_centimes)[:LIEUX_SUR_LE_GRAPHIQUE]
    if not montres:
        return None
    return Graphique(
        identifiant="couts",
        titre=gettext("Coût, ventes et aide des chantiers qui vendent le plus"),
        categories=[x.nom for x in montres],
        series=[
            Serie(gettext("Coût"), [x.cout.cout_centimes for x in montres]),
            Serie(gettext("Ventes HT"), [x.cout.ventes_centimes for x in montres]),
            Serie(gettext("Aide au poste"), [x.cout.aide_centimes for x in montres]),
        ],
        unite="€",
        decimales=2,
        montrees=0,
    )

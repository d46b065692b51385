"""What awaits the reader in a structure: cards, each a figure, a sentence and where to act."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Max, Q, Sum
from django.utils.translation import gettext, ngettext

from etrier.aides.access import les_aides
from etrier.heures.access import les_lignes
from etrier.heures.models import Cloture
from etrier.missions.access import les_clauses
from etrier.parcours.echeances.echeance import Tranche
from etrier.parcours.echeances.radar import compter, lister
from etrier.socle.mois import mois_suivant, premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte

_SANS_MONTANT = Q(montant_mois_centimes__isnull=True)


@dataclass(frozen=True)
class Carte:
    """One thing to look at. `urgence` is a class of the sheet: attention, alerte or nothing."""

    titre: str
    chiffre: str
    phrase: str
    adresse: str | None
    urgence: str = ""


def cartes(acces: Acces, le: date) -> list[Carte]:
    """Everything the roles of the reader may look at, most pressing first."""
    uniques = (carte_radar(acces, le), carte_aide(acces), carte_clauses(acces, le))
    return [*cartes_heures(acces, le), *(carte for carte in uniques if carte is not None)]


def cartes_heures(acces: Acces, le: date) -> Iterator[Carte]:
    """Drafts to validate, and the month to close; nothing without the purpose."""
    if not acces.peut(Finalite.LIRE_HEURES):
        return
    yield _carte_brouillons(acces)
    a_clore = mois_a_clore(acces)
    if a_clore is not None:
        yield _carte_cloture(acces, a_clore, le)


def _carte_brouillons(acces: Acces) -> Carte:
    par_mois = list(
        les_lignes(acces)
        .filter(validee_le__isnull=True)
        .order_by("mois")
        .values("mois")
        .annotate(n=Count("id"))
    )
    total = sum(m["n"] for m in par_mois)
    if not total:
        phrase = gettext("Toutes les heures saisies sont validées.")
        return Carte(gettext("Heures à valider"), formats_ecran.entier(0), phrase, None)
    noms = ", ".join(formats_ecran.mois(m["mois"]) for m in par_mois)
    phrase = ngettext(
        "ligne en brouillon : %(mois)s. Elle ne compte qu'une fois validée.",
        "lignes en brouillon : %(mois)s. Elles ne comptent qu'une fois validées.",
        total,
    ) % {"mois": noms}
    adresse = adresse_ouverte(acces, "heures_mois", mois=par_mois[0]["mois"])
    titre = gettext("Heures à valider")
    return Carte(titre, formats_ecran.entier(total), phrase, adresse, "attention")


def _carte_cloture(acces: Acces, mois: date, le: date) -> Carte:
    en_retard = mois_suivant(mois) <= premier_jour(le)
    phrase = (
        gettext("Ce mois est fini et porte des heures. Regardez ses alarmes, puis clôturez-le.")
        if en_retard
        else gettext("Le mois en cours porte des heures. Ses alarmes se lisent déjà.")
    )
    return Carte(
        gettext("Mois à clôturer"),
        formats_ecran.mois(mois),
        phrase,
        adresse_ouverte(acces, "cloture", mois=mois),
        "attention" if en_retard else "",
    )


def carte_radar(acces: Acces, le: date) -> Carte | None:
    """How many deadlines are late, how many come within the week."""
    if not acces.peut(Finalite.LIRE_SALARIES):
        return None
    nombres = compter(lister(acces, le))
    retard, semaine = nombres[Tranche.RETARD], nombres[Tranche.SEMAINE]
    phrase = ngettext("échéance en retard", "échéances en retard", retard)
    phrase += ngettext(
        " ; %(n)s tombe dans les sept jours.", " ; %(n)s tombent dans les sept jours.", semaine
    ) % {"n": formats_ecran.entier(semaine)}
    urgence = "alerte" if retard else "attention" if semaine else ""
    adresse = adresse_ouverte(acces, "radar")
    return Carte(gettext("Échéances"), formats_ecran.entier(retard), phrase, adresse, urgence)


def carte_aide(acces: Acces) -> Carte | None:
    """The aid of the last closed month, all annexes together; nothing before the first close."""
    if not acces.peut(Finalite.LIRE_ARGENT):
        return None
    dernier = (
        les_aides(acces)
        .order_by()
        .values("cloture__mois")
        .annotate(somme=Sum("montant_mois_centimes"), inconnus=Count("id", filter=_SANS_MONTANT))
        .order_by("-cloture__mois")
        .first()
    )
    if dernier is None:
        return None
    mois = formats_ecran.mois(dernier["cloture__mois"])
    phrase = gettext("aide au poste de %(mois)s, dernier mois clos.") % {"mois": mois}
    if dernier["inconnus"]:
        phrase += " " + gettext("Une annexe au moins n'est pas calculable : elle n'y est pas.")
    adresse = adresse_ouverte(acces, "aides")
    titre = gettext("Aide de l'État")
    return Carte(titre, formats_ecran.centimes(dernier["somme"]), phrase, adresse)


def carte_clauses(acces: Acces, le: date) -> Carte | None:
    """How many social clauses run today; nothing where there is none."""
    if not acces.peut(Finalite.LIRE_CLAUSES):
        return None
    en_cours = les_clauses(acces).filter(debut__lte=le, fin__gte=le).count()
    if not en_cours:
        return None
    phrase = ngettext("clause sociale en cours.", "clauses sociales en cours.", en_cours)
    adresse = adresse_ouverte(acces, "marches")
    return Carte(gettext("Marchés"), formats_ecran.entier(en_cours), phrase, adresse)


def mois_a_clore(acces: Acces) -> date | None:
    """The first month with hours after the last close, or None."""
    dernier = Cloture.objects.filter(structure=acces.structure).aggregate(m=Max("mois"))["m"]
    lignes = les_lignes(acces).order_by("mois")
    if dernier is not None:
        lignes = lignes.filter(mois__gt=dernier)
    premier: date | None = lignes.values_list("mois", flat=True).first()
    return premier

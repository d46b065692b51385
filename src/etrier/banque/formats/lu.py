"""What a bank file says, whatever its format. Amounts in centimes, positive when received."""

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import euros, jour

# Ten billion euros: beyond, it is not an amount of ours but a fault of the file.
CENTIMES_MAXIMAUX = 10**12


@dataclass(frozen=True)
class LigneLue:
    """One line of the bank. `identifiant`: the bank's own reference, when it gives one."""

    le: date
    montant_centimes: int
    libelle: str = ""
    reference: str = ""
    contrepartie: str = ""
    contrepartie_iban: str = ""
    identifiant: str = ""


@dataclass(frozen=True)
class ReleveLu:
    """Lines of one account over some days; balances None when the file does not say them."""

    iban: str
    debut: date
    fin: date
    lignes: tuple[LigneLue, ...]
    solde_debut_centimes: int | None = None
    solde_fin_centimes: int | None = None
    remarques: tuple[str, ...] = field(default=())


def remarque_de_solde(releve: ReleveLu) -> str | None:
    """What is wrong with the balances: opening + lines must give the closing one."""
    debut, fin = releve.solde_debut_centimes, releve.solde_fin_centimes
    if debut is None or fin is None:
        return _(
            "Du %(debut)s au %(fin)s, le fichier ne dit pas les deux soldes : rien ne prouve "
            "qu'il est complet."
        ) % {"debut": jour(releve.debut), "fin": jour(releve.fin)}
    somme = sum(x.montant_centimes for x in releve.lignes)
    if debut + somme == fin:
        return None
    return _(
        "Du %(debut)s au %(fin)s, les mouvements ne mènent pas d'un solde à l'autre : %(avant)s "
        "plus %(somme)s de mouvements font %(calcule)s, le fichier annonce %(annonce)s. Il manque "
        "%(ecart)s."
    ) % {
        "debut": jour(releve.debut),
        "fin": jour(releve.fin),
        "avant": euros(debut),
        "somme": euros(somme),
        "calcule": euros(debut + somme),
        "annonce": euros(fin),
        "ecart": euros(fin - debut - somme),
    }

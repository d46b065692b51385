"""Limits of immersions in another workplace (PMSMP).

Sources: CT L5135-1 to L5135-8, D5135-3 (one month, one renewal, two conventions with the same host
and 60 days over 12 months); D5132-10-3, D5132-26-3, D5132-43-3 (a quarter of a CDDI). ETTI and
PMSMP: what the law allows is not established.

Worked line: 2026-03-02 → 2026-04-01 is one month; → 2026-04-02 is a day too long.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etrier.droit.calendrier import UN_JOUR, ajouter_mois, dernier_jour_de, jours_inclus
from etrier.droit.ecriture import jour, nombre
from etrier.droit.parametre import Parametres

DUREE = "pmsmp/duree_maximale_mois"
RENOUVELLEMENTS = "pmsmp/renouvellements"
MEME_HOTE = "pmsmp/conventions_meme_hote"
PERIODE = "pmsmp/periode_mois"
JOURS = "pmsmp/jours_maximum"
PART = "pmsmp/part_contrat_maximale"


@dataclass(frozen=True, slots=True)
class Immersion:
    """One convention: host, first and last day, days of presence, what it is for.

    `renouvelle`: it renews an earlier one, with the same host and for the same purpose.
    """

    hote: str
    debut: date
    fin: date
    jours: int
    objet: str
    renouvelle: bool = False


def verifier_pmsmp(
    nouvelle: Immersion,
    autres: Sequence[Immersion],
    parametres: Parametres,
    contrat: tuple[date, date] | None = None,
) -> tuple[str, ...]:
    """Why an immersion passes a limit; empty when it does not.

    `autres`: the person's other conventions, whatever their dates. `contrat`: first and last day
    of the CDDI, when there is one. Raises NonCalculable before 16 November 2014.
    """
    if nouvelle.fin < nouvelle.debut:
        return ("L'immersion finit avant de commencer : corrigez l'une des deux dates.",)
    return (
        *_duree(nouvelle, parametres),
        *_renouvellement(nouvelle, autres, parametres),
        *_conventions(nouvelle, autres, parametres),
        *_jours(nouvelle, autres, parametres),
        *_part_du_contrat(nouvelle, autres, parametres, contrat),
    )


def _duree(nouvelle: Immersion, parametres: Parametres) -> Iterator[str]:
    mois = parametres.valeur(DUREE, nouvelle.debut).en(1)
    limite = dernier_jour_de(nouvelle.debut, mois)
    if nouvelle.fin > limite:
        yield (
            f"Une convention dure {mois} mois au plus, de date à date : jusqu'au {jour(limite)}"
            f" (CT D5135-3)."
        )


def _renouvellement(
    nouvelle: Immersion, autres: Sequence[Immersion], parametres: Parametres
) -> Iterator[str]:
    if not nouvelle.renouvelle:
        return
    permis = parametres.valeur(RENOUVELLEMENTS, nouvelle.debut).en(1)
    memes = [a for a in autres if (a.hote, a.objet) == (nouvelle.hote, nouvelle.objet)]
    premieres = [a.debut for a in memes if not a.renouvelle and a.debut < nouvelle.debut]
    if not premieres:
        yield "Ce renouvellement ne suit aucune convention de même hôte et de même objet."
    # Those of an older convention, over for more than a year, are not those of this one.
    depuis = max(premieres, default=date.min)
    if sum(a.renouvelle and a.debut >= depuis for a in memes) >= permis:
        yield "Une convention ne se renouvelle qu'une fois (CT D5135-3)."


def _conventions(
    nouvelle: Immersion, autres: Sequence[Immersion], parametres: Parametres
) -> Iterator[str]:
    """New conventions with one host: a renewal goes on with the first one."""
    if nouvelle.renouvelle:
        return
    memes = [
        a
        for a in _dans_la_periode(nouvelle, autres, parametres)
        if a.hote == nouvelle.hote and not a.renouvelle
    ]
    if any(a.objet == nouvelle.objet for a in memes):
        yield (
            "Une autre convention a le même hôte et le même objet sur douze mois : renouvelez-la,"
            " ou changez d'objet."
        )
    permises = parametres.valeur(MEME_HOTE, nouvelle.debut).en(1)
    if len(memes) >= permises:
        yield f"{permises} conventions au plus avec le même hôte sur douze mois (CT D5135-3)."


def _jours(
    nouvelle: Immersion, autres: Sequence[Immersion], parametres: Parametres
) -> Iterator[str]:
    maximum = parametres.valeur(JOURS, nouvelle.debut).en(1)
    total = nouvelle.jours + sum(a.jours for a in _dans_la_periode(nouvelle, autres, parametres))
    if total > maximum:
        yield (
            f"{total} jours d'immersion sur douze mois : {maximum} au plus pour une personne"
            " (CT D5135-3)."
        )


def _dans_la_periode(
    nouvelle: Immersion, autres: Sequence[Immersion], parametres: Parametres
) -> list[Immersion]:
    """The other conventions of the twelve months that end with this one."""
    mois = parametres.valeur(PERIODE, nouvelle.debut).en(1)
    depuis = ajouter_mois(nouvelle.fin + UN_JOUR, -mois)
    return [a for a in autres if depuis <= a.fin and a.debut <= nouvelle.fin]


def _part_du_contrat(
    nouvelle: Immersion,
    autres: Sequence[Immersion],
    parametres: Parametres,
    contrat: tuple[date, date] | None,
) -> Iterator[str]:
    """Calendar days of the conventions against calendar days of the contract."""
    if contrat is None:
        return
    debut, fin = contrat
    part = parametres.valeur(PART, nouvelle.debut)
    duree = jours_inclus(debut, fin)
    passes = sum(jours_inclus(max(a.debut, debut), min(a.fin, fin)) for a in (*autres, nouvelle))
    if passes * 100 > duree * part.en(100):
        yield (
            f"{passes} jours d'immersion pour un contrat de {duree} jours :"
            f" {nombre(part.en(100))} % du contrat au plus (CT D5132-43-3)."
        )
    if not debut <= nouvelle.debut <= nouvelle.fin <= fin:
        yield f"L'immersion sort du contrat, qui va du {jour(debut)} au {jour(fin)}."

"""How much of the pathway one looks at: the whole, or a window one slides."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.frise.types import Frise
from etrier.socle.mois import dernier_jour, ecrire_mois, lire_mois, premier_jour

# From the widest to the closest, in months.
ZOOMS = (24, 12, 6, 3)
MARGE = timedelta(days=10)


@dataclass(frozen=True)
class Fenetre:
    """From the first to the last day drawn; `mois` is None for the whole."""

    debut: date
    fin: date
    mois: int | None

    @property
    def jours(self) -> int:
        """How many days are drawn."""
        return (self.fin - self.debut).days + 1


@dataclass(frozen=True)
class Lien:
    """A link of the zoom: words, address, whether one is there."""

    mot: str
    adresse: str
    actif: bool = False


def cadrer(frise: Frise, demande: QueryDict) -> Fenetre:
    """The window the address asks (`?mois=12&du=2026-01`); the whole when it asks nothing."""
    zoom = demande.get("mois", "")
    if not zoom.isdecimal() or int(zoom) not in ZOOMS:
        return Fenetre(frise.debut - MARGE, frise.fin + MARGE, None)
    mois = int(zoom)
    return _fenetre(_depart(frise, demande.get("du", ""), mois), mois)


def _depart(frise: Frise, demande: str, mois: int) -> date:
    """The first month asked for, else the one that puts today at two thirds."""
    try:
        voulu = lire_mois(demande)
        return voulu if 1900 <= voulu.year <= 2200 else _avancer(frise.le, -(mois * 2 // 3))
    except ValueError:
        return _avancer(frise.le, -(mois * 2 // 3))


def _fenetre(debut: date, mois: int) -> Fenetre:
    return Fenetre(debut, dernier_jour(_avancer(debut, mois - 1)), mois)


def _avancer(jour: date, mois: int) -> date:
    """First day of the month so many months later."""
    rang = jour.year * 12 + jour.month - 1 + mois
    return premier_jour(date(rang // 12, rang % 12 + 1, 1))


def liens(fenetre: Fenetre) -> list[Lien]:
    """Zoom in and out: the middle of the window stays where it is."""
    milieu = fenetre.debut + (fenetre.fin - fenetre.debut) / 2
    trouves = [Lien(_("Tout"), "?mois=tout", fenetre.mois is None)]
    for mois in ZOOMS:
        mot = ngettext("%(n)s mois", "%(n)s mois", mois) % {"n": mois}
        du = ecrire_mois(_avancer(milieu, -(mois // 2)))
        actif = fenetre.mois == mois
        trouves.append(Lien(mot, _adresse(mois, du), actif))
    return trouves


def voisins(fenetre: Fenetre) -> tuple[Lien, Lien] | None:
    """Half a window before, half a window after; nothing when the whole is drawn."""
    if fenetre.mois is None:
        return None
    pas = max(fenetre.mois // 2, 1)
    avant, apres = _avancer(fenetre.debut, -pas), _avancer(fenetre.debut, pas)
    return (
        Lien(_("Avant"), _adresse(fenetre.mois, ecrire_mois(avant))),
        Lien(_("Après"), _adresse(fenetre.mois, ecrire_mois(apres))),
    )


def _adresse(mois: int, du: str) -> str:
    return f"?mois={mois}&du={du}"

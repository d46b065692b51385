"""Checks before a paper is printed: what stops it, and what somebody must have looked at."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from etrier.droit.calendrier import ajouter_mois
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.regles import pmsmp
from etrier.parcours.documents.demande import EMBAUCHES, Demande, adresse_de, termes_de
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.enums_accompagnement import EtatDocument, GenreDocument
from etrier.parcours.models import Contrat, DocumentProduit, Immersion
from etrier.parcours.verification import (
    Termes,
    reserves_codees,
    seuil,
    verifier_genre,
    verifier_ordre,
    verifier_termes,
)
from etrier.socle.erreurs import Refus
from etrier.socle.parametres import parametres_en_vigueur


@dataclass(frozen=True)
class Controle:
    """One thing found. `code` names it in the audit; a blocking one stops the paper."""

    code: str
    phrase: str
    bloque: bool = False


def controler(demande: Demande) -> list[Controle]:
    """Everything to say before printing, what blocks first."""
    trouves = [c for regle in _REGLES for c in regle(demande)]
    return sorted(trouves, key=lambda c: not c.bloque)


def _identite(demande: Demande) -> Iterator[Controle]:
    qui = demande.salarie.personne
    if not (qui.nom.strip() and qui.prenom.strip()):
        yield Controle(
            "identite", _("Le nom ou le prénom manque : complétez l'identité."), bloque=True
        )
    if not qui.civilite:
        yield Controle("civilite", _("La civilité de la personne n'est pas connue."))
    if not adresse_de(demande.salarie) and demande.genre != GenreDocument.MISE_A_DISPOSITION:
        yield Controle(
            "adresse",
            _("L'adresse de la personne n'est pas connue : le papier la laisse à écrire."),
        )
    structure = demande.structure
    if not (structure.adresse and structure.commune):
        yield Controle(
            "adresse_structure",
            _("L'adresse de la structure n'est pas connue : complétez-la dans les réglages."),
        )


def _contrat(demande: Demande) -> Iterator[Controle]:
    """What would be refused today if the contract were signed, and its reserves."""
    contrat, attendu = demande.contrat, EMBAUCHES.get(demande.genre)
    if contrat is None or (attendu is None and demande.genre != GenreDocument.AVENANT):
        return
    if attendu is not None and contrat.genre != attendu:
        yield Controle(
            "genre",
            _("Ce contrat est un %(vrai)s : préparez le papier de ce type.")
            % {"vrai": contrat.get_genre_display()},
            bloque=True,
        )
    termes = _termes(demande)
    if termes is None:
        yield Controle("termes", _("Les conditions du contrat ne sont pas connues."), bloque=True)
        return
    yield from _refusees(contrat, termes)
    for code, phrase in reserves_codees(contrat, termes):
        yield Controle(code, phrase)
    yield from _pass_jusqu_au_bout(contrat, termes.fin)


def _termes(demande: Demande) -> Termes | None:
    dits = termes_de(demande)
    if dits is None:
        return None
    return Termes(dits.effet, dits.fin, dits.minutes_hebdo, dits.taux_horaire_centimes)


def _refusees(contrat: Contrat, termes: Termes) -> Iterator[Controle]:
    essais: dict[str, Callable[[], None]] = {
        "convention": lambda: verifier_genre(contrat.genre, contrat.convention, termes.fin),
        "dates": lambda: verifier_ordre(contrat.debut, termes.fin),
        "termes": lambda: verifier_termes(termes),
    }
    for code, essai in essais.items():
        try:
            essai()
        except Refus as refus:
            yield Controle(code, refus.phrase, bloque=True)


def _pass_jusqu_au_bout(contrat: Contrat, fin: date | None) -> Iterator[Controle]:
    le_pass = next(
        (p for p in contrat.salarie.personne.les_pass.all() if p.couvre(contrat.debut)), None
    )
    if le_pass is None or fin is None or le_pass.fin >= fin:
        return
    yield Controle(
        "pass_fin",
        _("Le PASS IAE finit le %(pass)s, avant le terme du contrat (%(fin)s).")
        % {"pass": ecrire_jour(le_pass.fin), "fin": ecrire_jour(fin)},
    )


def _mission_longue(demande: Demande) -> Iterator[Controle]:
    """CT L5132-6: the missions of an ETTI last 24 months at most, renewals included."""
    contrat = demande.contrat
    if demande.genre != GenreDocument.MISSION or contrat is None or contrat.fin is None:
        return
    maximum = seuil("contrats/mission_duree_maximale_mois", contrat.debut)
    if maximum is not None and contrat.fin >= ajouter_mois(contrat.debut, maximum):
        yield Controle(
            "mission_longue",
            _("La mission dépasse %(n)s mois, renouvellements compris : raccourcissez-la.")
            % {"n": maximum},
            bloque=True,
        )


def _retard(demande: Demande) -> Iterator[Controle]:
    contrat = demande.contrat
    if demande.genre in EMBAUCHES and contrat is not None and contrat.debut < demande.le:
        yield Controle(
            "commence",
            _(
                "Le contrat a commencé le %(jour)s : il se remet au plus tard dans les deux jours "
                "ouvrables qui suivent l'embauche."
            )
            % {"jour": ecrire_jour(contrat.debut)},
        )


def _avenant(demande: Demande) -> Iterator[Controle]:
    if demande.genre != GenreDocument.AVENANT:
        return
    if demande.avenant is None or not demande.avenant.rang:
        yield Controle(
            "avenant",
            _("Ce contrat n'a pas d'avenant : faites-le d'abord sur la fiche de la personne."),
            bloque=True,
        )


def _sortie(demande: Demande) -> Iterator[Controle]:
    """A certificate and a letter of end need the last day."""
    contrat = demande.contrat
    if demande.genre not in (GenreDocument.CERTIFICAT, GenreDocument.FIN) or contrat is None:
        return
    if contrat.fin is None:
        yield Controle(
            "sans_fin",
            _("Le contrat n'a pas de dernier jour : faites d'abord l'avenant qui le fixe."),
            bloque=True,
        )
    elif demande.genre == GenreDocument.CERTIFICAT and contrat.fin > demande.le:
        yield Controle(
            "pas_finie",
            _("Le contrat court jusqu'au %(jour)s : le certificat se remet à la fin.")
            % {"jour": ecrire_jour(contrat.fin)},
        )


def _renouvellement(demande: Demande) -> Iterator[Controle]:
    """The new end stands after the present one, within 24 months in all (CT L5132-5, -15-1)."""
    contrat = demande.contrat
    if demande.genre != GenreDocument.RENOUVELLEMENT or contrat is None:
        return
    nouvelle = lire_jour(demande.saisis.get("renouvellement.fin", ""))
    if contrat.fin is None or nouvelle is None:
        phrase = _("Écrivez le nouveau terme proposé : une date, après le terme actuel.")
        yield Controle("nouveau_terme", phrase, bloque=True)
        return
    if nouvelle <= contrat.fin:
        yield Controle(
            "nouveau_terme",
            _("Le nouveau terme (%(n)s) doit suivre le terme actuel, le %(fin)s.")
            % {"n": ecrire_jour(nouvelle), "fin": ecrire_jour(contrat.fin)},
            bloque=True,
        )
    yield from _pass_jusqu_au_bout(contrat, nouvelle)
    yield from _total(contrat, nouvelle)


def _total(contrat: Contrat, nouvelle: date) -> Iterator[Controle]:
    maximum = seuil("contrats/duree_maximale_mois", contrat.debut)
    if maximum is None or contrat.genre != TypeContratTravail.CDDI:
        return
    autres = Contrat.objects.filter(
        salarie=contrat.salarie, genre=contrat.genre, debut__lt=contrat.debut, fin__isnull=False
    )
    jours = sum((c.fin - c.debut).days + 1 for c in autres if c.fin is not None)
    jours += (nouvelle - contrat.debut).days + 1
    premier = min([contrat.debut, *(c.debut for c in autres)])
    if jours > (ajouter_mois(premier, maximum) - premier).days:
        yield Controle(
            "total",
            _(
                "Jusqu'au %(fin)s, les CDD d'insertion dépasseraient %(n)s mois en tout : il faut "
                "une prolongation accordée."
            )
            % {"fin": ecrire_jour(nouvelle), "n": maximum},
        )


def lire_jour(texte: str) -> date | None:
    """A day typed in a field, as the paper writes it or as a browser sends it."""
    morceaux = texte.strip().split("/")
    try:
        if len(morceaux) == 3:
            return date(int(morceaux[2]), int(morceaux[1]), int(morceaux[0]))
        return date.fromisoformat(texte.strip())
    except ValueError:
        return None


# CT R5132-20: what the contract between an association and its user must hold.
_EXIGES: Final = (
    ("mission.lieu", "lieu", "lieu de la mission"),
    (
        "mission.protections",
        "protections",
        "équipements de protection (« aucun » s'il n'en faut pas)",
    ),
    ("mission.fournisseur", "fournisseur", "nom de qui fournit ces équipements"),
)


def _mise_a_disposition(demande: Demande) -> Iterator[Controle]:
    chez = demande.utilisation
    if demande.genre != GenreDocument.MISE_A_DISPOSITION:
        return
    if chez is None:
        yield Controle("mission", _("Choisissez la mission."), bloque=True)
        return
    for champ, code, mot in _EXIGES:
        if not demande.saisis.get(champ, "").strip():
            yield Controle(code, _exige(mot), bloque=True)
    if chez.nature == "entreprise" and not demande.saisis.get("mission.remuneration", "").strip():
        mot = _("éléments de rémunération chez l'utilisateur (c'est une entreprise)")
        yield Controle("remuneration", _exige(mot), bloque=True)
    if chez.fin is None:
        yield Controle(
            "terme", _("La mission n'a pas de terme : écrivez sa fin sur la mission."), bloque=True
        )
    if not chez.adresse:
        yield Controle("adresse_client", _("L'adresse du client n'est pas connue."))


def _exige(mot: str) -> str:
    return _("Ce contrat doit le dire (article R5132-20) : %(mot)s.") % {"mot": mot}


def _immersion(demande: Demande) -> Iterator[Controle]:
    """The limits of a PMSMP (CT D5135-3, D5132-10-3, -26-3, -43-3)."""
    immersion = demande.immersion
    if demande.genre != GenreDocument.PMSMP or immersion is None:
        return
    contrat = immersion.contrat
    bornes = (contrat.debut, contrat.fin) if contrat and contrat.fin else None
    autres = Immersion.objects.filter(salarie__personne=demande.salarie.personne).exclude(
        pk=immersion.pk
    )
    phrases = pmsmp.verifier_pmsmp(
        _lue(immersion),
        [_lue(autre) for autre in autres if autre.debut <= immersion.debut],
        parametres_en_vigueur(),
        contrat=bornes if _est_d_insertion(contrat) else None,
    )
    for rang, phrase in enumerate(phrases, start=1):
        yield Controle(f"pmsmp_{rang}", phrase, bloque=True)
    for champ, mot in ((immersion.tuteur, _("tuteur")), (immersion.adresse, _("adresse"))):
        if not champ:
            yield Controle(
                f"accueil_{mot}",
                _("La fiche de l'immersion ne dit pas : %(mot)s.") % {"mot": mot},
            )


def _est_d_insertion(contrat: Contrat | None) -> bool:
    return contrat is not None and contrat.genre == TypeContratTravail.CDDI


def _lue(immersion: Immersion) -> pmsmp.Immersion:
    return pmsmp.Immersion(
        hote=immersion.siret or immersion.hote.casefold(),
        debut=immersion.debut,
        fin=immersion.fin,
        jours=immersion.jours,
        objet=immersion.objet,
        renouvelle=immersion.renouvelle_id is not None,
    )


def _deja(demande: Demande) -> Iterator[Controle]:
    """A paper of the same kind for the same thing, not cancelled."""
    deja = (
        DocumentProduit.objects.filter(
            structure=demande.structure,
            salarie=demande.salarie,
            genre=demande.genre,
            contrat=demande.contrat,
            avenant=demande.avenant,
            immersion=demande.immersion,
        )
        .exclude(etat=EtatDocument.ANNULE)
        .first()
    )
    if deja is not None and demande.genre != GenreDocument.MISE_A_DISPOSITION:
        yield Controle(
            "deja",
            _("Le papier n° %(numero)s existe déjà (%(etat)s) : annulez-le s'il est remplacé.")
            % {"numero": deja.numero, "etat": deja.get_etat_display()},
        )


_REGLES: Final[tuple[Callable[[Demande], Iterator[Controle]], ...]] = (
    _identite,
    _contrat,
    _mission_longue,
    _retard,
    _avenant,
    _sortie,
    _renouvellement,
    _mise_a_disposition,
    _immersion,
    _deja,
)

"""What the imports of a structure remember: how its sheets are laid out, whom its words mean."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from etrier.heures.codes import codes_de
from etrier.heures.formats.tableurs.cellules import normaliser
from etrier.heures.formats.tableurs.dispositions import Disposition, DispositionIncomplete, signer
from etrier.heures.formats.tableurs.tableur import Feuille, lire_tableur
from etrier.heures.importation.rapprochement import Cible, Mot, Surete, lire_cible
from etrier.heures.importation.reconnaissance import ADMISES, Choisis, Retenus
from etrier.heures.models import DispositionRetenue, Rapprochement
from etrier.socle.horloge import maintenant
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure, Utilisateur


@dataclass(frozen=True)
class Choix:
    """What somebody decided for one import: the layout, whom words mean.

    `rapprochements`: by (kind of column, compared word); None says that it is nobody of the list.
    `accepter_propositions` says yes to every proposal that is clear of the others.
    """

    disposition: Disposition | None = None
    rapprochements: Choisis = field(default_factory=dict)
    accepter_propositions: bool = False

    def en_json(self) -> dict[str, Any]:
        """What waits beside the file between two pages."""
        return {
            "disposition": self.disposition.en_json() if self.disposition else None,
            "rapprochements": [
                [sorte, cle, str(cible or "")]
                for (sorte, cle), cible in self.rapprochements.items()
            ],
        }

    @classmethod
    def de_json(cls, lu: dict[str, Any]) -> "Choix":
        """The choices `en_json` wrote."""
        disposition = lu.get("disposition")
        return cls(
            Disposition.de_json(disposition) if disposition else None,
            {(sorte, cle): lire_cible(cible) for sorte, cle, cible in lu.get("rapprochements", [])},
        )


@dataclass(frozen=True)
class Lecture:
    """A file read with the layout chosen, else remembered, else guessed.

    `signature` is that of the guess: what the layout is remembered by.
    """

    feuille: Feuille
    signature: str
    retenue_le: date | None = None


def lire(
    structure: Structure, contenu: bytes, nom: str, mois: date | None, choix: Choix
) -> Lecture:
    """Read a file. Raises FichierRefuse; DispositionIncomplete when the user can complete it."""
    codes = {**_codes_retenus(structure, choix), **codes_de(structure)}

    def lire_avec(disposition: Disposition | None) -> Feuille:
        return lire_tableur(contenu, nom, disposition, codes, mois)

    try:
        devinee = lire_avec(None)
    except DispositionIncomplete as manque:
        return _completer(structure, manque, choix, lire_avec)
    if choix.disposition is not None:
        return Lecture(lire_avec(choix.disposition), devinee.signature)
    retenue = _retenue(structure, devinee.signature)
    if retenue is None:
        return Lecture(devinee, devinee.signature)
    disposition, le = retenue
    if _comme(disposition) == _comme(devinee.disposition):
        return Lecture(devinee, devinee.signature, le)
    try:
        return Lecture(lire_avec(disposition), devinee.signature, le)
    except FichierRefuse:  # the header is the same, the rest is not: the guess is better
        return Lecture(devinee, devinee.signature)


def _completer(
    structure: Structure,
    manque: DispositionIncomplete,
    choix: Choix,
    lire_avec: Callable[[Disposition], Feuille],
) -> Lecture:
    """What the guess lacked, somebody said: now, or for a sheet with the same header."""
    signature = _signer_les_titres(manque.disposition)
    if choix.disposition is not None:
        return Lecture(lire_avec(choix.disposition), signature)
    retenue = _retenue(structure, signature) if signature else None
    if retenue is None:
        raise manque
    return Lecture(lire_avec(retenue[0]), signature, retenue[1])


def _signer_les_titres(disposition: Disposition) -> str:
    """What tells a sheet whose header nobody understood: its first row, when it has no figure.

    Empty otherwise: without titles two sheets cannot be told apart, nothing is remembered of them.
    """
    titres = []
    for lettre in sorted({*disposition.libelles, *disposition.exemples}):
        premiers = (disposition.libelles.get(lettre, ""), *disposition.exemples.get(lettre, ()))
        titre = normaliser(next(filter(None, premiers), ""))
        if not titre or any(c.isdigit() for c in titre):
            return ""
        titres.append(f"{lettre} {titre}")
    return signer("incomplet", titres) if titres else ""


def _retenue(structure: Structure, signature: str) -> tuple[Disposition, date] | None:
    trouvee = DispositionRetenue.objects.filter(structure=structure, signature=signature).first()
    if trouvee is None:
        return None
    return Disposition.de_json(trouvee.correspondance), localdate(trouvee.retenue_le)


def _comme(disposition: Disposition) -> tuple[str, int, dict[str, str]]:
    return disposition.genre, disposition.entete, dict(disposition.colonnes)


def _codes_retenus(structure: Structure, choix: Choix) -> dict[str, int]:
    """Codes nobody knew and that somebody explained, before or now."""
    lus = Rapprochement.objects.filter(structure=structure, sorte="nature")
    codes = dict(lus.values_list("texte", "cible"))
    for (sorte, cle), cible in choix.rapprochements.items():
        if sorte == "nature":
            codes.pop(cle, None)
            if cible is not None:
                codes[cle] = cible.cle
    return {cle.upper(): nature for cle, nature in codes.items()}


def lire_retenus(structure: Structure) -> Retenus:
    """What was accepted on former imports, by (kind of target, compared word)."""
    lus = Rapprochement.objects.filter(structure=structure)
    return {(r.sorte, r.texte): (Cible(r.sorte, r.cible), localdate(r.accepte_le)) for r in lus}


def retenir_mots(structure: Structure, mots: Iterable[Mot], *, par: Utilisateur | None) -> int:
    """Remember today's choices that the file used; gives how many.

    A choice between people of the same name is not kept: the next file may speak of the other. A
    word said to be nobody's is forgotten.
    """
    nombre = 0
    for mot in mots:
        if mot.surete is not Surete.CHOISIE and not mot.ecarte:
            continue
        siens = Rapprochement.objects.filter(structure=structure, texte=mot.cle)
        siens.filter(sorte__in=ADMISES[mot.sorte]).delete()
        if mot.cible is not None and not mot.homonymes:
            Rapprochement.objects.create(
                structure=structure,
                sorte=mot.cible.sorte,
                texte=mot.cle,
                cible=mot.cible.cle,
                accepte_par=par,
                accepte_le=maintenant(),
            )
            nombre += 1
    return nombre


def retenir_disposition(
    structure: Structure, signature: str, disposition: Disposition, *, par: Utilisateur | None
) -> None:
    """Remember the layout somebody chose for sheets with this header; nothing without one."""
    if not signature:
        return
    DispositionRetenue.objects.update_or_create(
        structure=structure,
        signature=signature,
        defaults={
            "correspondance": replace(disposition.a_retenir(), libelles={}).en_json(),
            "retenue_par": par,
            "retenue_le": maintenant(),
        },
    )

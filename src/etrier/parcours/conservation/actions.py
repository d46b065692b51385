"""Acts on the data of people: hold it, archive it, take it out again, erase it. Atomic, audited."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.conservation.effacement import Bilan, effacer_lignes
from etrier.parcours.conservation.horloges import Horloge, lire_horloge
from etrier.parcours.conservation.mots import dire_empechements
from etrier.parcours.enums import MotifRetenue
from etrier.parcours.models import Personne, RetenueDonnees
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur


@transaction.atomic
def retenir(
    personne: Personne, structure: Structure, motif: str, *, par: Utilisateur | None
) -> RetenueDonnees:
    """Keep the data of a person whatever its clock, until the reason is over.

    Raises Refus when the reason is not of the list, already said, or when nothing is left to keep.
    """
    if motif not in MotifRetenue.values:
        raise Refus(_("Choisissez pourquoi ces données doivent être gardées."))
    if personne.effacee_le is not None:
        raise Refus(_("Cette personne est déjà effacée : il n'y a plus rien à garder."))
    if personne.retenues.filter(structure=structure, motif=motif, levee_le=None).exists():
        raise Refus(_("Cette raison est déjà notée : les données sont gardées."))
    retenue = RetenueDonnees.objects.create(
        personne=personne, structure=structure, motif=motif, depuis=aujourdhui(), par=par
    )
    noter(
        "conservation.retenir",
        auteur=par,
        perimetre=structure.pk,
        cible=personne,
        motif_retenue=motif,
    )
    return retenue


@transaction.atomic
def lever(retenue: RetenueDonnees, *, par: Utilisateur | None) -> None:
    """The reason is over. Raises Refus when it already was."""
    if retenue.levee_le is not None:
        raise Refus(_("Cette retenue est déjà levée."))
    retenue.levee_le = aujourdhui()
    retenue.save(update_fields=["levee_le"])
    noter(
        "conservation.lever",
        auteur=par,
        perimetre=retenue.structure_id,
        cible=retenue.personne,
        motif_retenue=retenue.motif,
    )


@transaction.atomic
def archiver(personne: Personne, *, par: Utilisateur | None) -> None:
    """Take somebody out of the daily lists: her clock has run out. Links she had stop opening.

    Raises Refus when the clock runs, when something keeps the data, or when it is done already.
    """
    le = aujourdhui()
    personne = _tenir(personne)
    if personne.archivee_le is not None:
        raise Refus(_("Cette personne est déjà archivée."))
    _exiger_due(lire_horloge(personne, le), le)
    personne.archivee_le = le
    personne.save(update_fields=["archivee_le"])
    _noter("conservation.archiver", personne, par)


@transaction.atomic
def desarchiver(personne: Personne, *, par: Utilisateur | None) -> None:
    """Take somebody out of the archives: she came back. Raises Refus when she is not there."""
    personne = _tenir(personne)
    if personne.archivee_le is None or personne.effacee_le is not None:
        raise Refus(_("Cette personne n'est pas dans les archives."))
    personne.archivee_le = None
    personne.save(update_fields=["archivee_le"])
    _noter("conservation.desarchiver", personne, par)


def revenir(personne: Personne, *, par: Utilisateur | None) -> None:
    """Somebody comes back, as a candidate or under contract: out of the archives if she was
    there, so that the lists of every day show her."""
    if personne.archivee_le is not None and personne.effacee_le is None:
        desarchiver(personne, par=par)


@transaction.atomic
def effacer(personne: Personne, *, par: Utilisateur | None) -> Bilan:
    """Erase everything that names somebody or tells of her; figures stay. Nothing brings it back.

    Raises Refus when the clock runs, when something keeps the data, when she has not been archived
    for thirty days, or when it is done already.
    """
    le = aujourdhui()
    personne = _tenir(personne)
    if personne.effacee_le is not None:
        raise Refus(_("Cette personne est déjà effacée."))
    horloge = lire_horloge(personne, le)
    _exiger_due(horloge, le)
    if not horloge.a_effacer(le):
        raise Refus(_dire_delai(horloge))
    bilan = effacer_lignes(personne, le, par=par)
    for double in Personne.objects.filter(fusionnee_dans=personne, effacee_le=None):
        effacer_lignes(double, le, par=par)
    _noter("conservation.effacer", personne, par, lignes=bilan.videes, supprimees=bilan.supprimees)
    return bilan


def _tenir(personne: Personne) -> Personne:
    """The person as she is now; nobody else changes her until the end of the act."""
    return Personne.objects.select_for_update().get(pk=personne.pk)


def _exiger_due(horloge: Horloge, le: date) -> None:
    if horloge.empechements:
        raise Refus(dire_empechements(horloge.empechements))
    if horloge.garder_jusquau is None:
        raise Refus(_("Aucune date ne dit depuis quand garder ces données : rien n'est fait."))
    if not horloge.est_due(le):
        raise Refus(
            _("Ces données se gardent jusqu'au %(jour)s : rien à faire avant.")
            % {"jour": ecrire_jour(horloge.garder_jusquau)}
        )


def _dire_delai(horloge: Horloge) -> str:
    depuis = horloge.effacable_le()
    if depuis is None:
        return _("Archivez d'abord cette personne : elle pourra être effacée 30 jours après.")
    return _("Archivée depuis moins de 30 jours : elle pourra être effacée le %(jour)s.") % {
        "jour": ecrire_jour(depuis)
    }


def _noter(verbe: str, personne: Personne, par: Utilisateur | None, **details: int) -> None:
    """One line in the audit of each structure that had her."""
    structures = {*personne.salaries.values_list("structure_id", flat=True)}
    structures |= {*personne.candidatures.values_list("structure_id", flat=True)}
    for structure in sorted(structures):
        noter(
            verbe,
            auteur=par,
            perimetre=structure,
            cible=personne,
            **details,
        )

"""From the world in memory to the database: everything in bulk, in one transaction."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time, timedelta

import polars as pl
from django.db import connection
from django.db.models import Model
from django.utils.translation import gettext as _

from etrier.demonstration.comptes import ouvrir_comptes
from etrier.demonstration.monde import Ligne, Monde
from etrier.demonstration.prestations import toutes
from etrier.demonstration.scenario import STRUCTURES
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.models import Absence, CodeHeures, LigneHeures, PlanHeures
from etrier.missions.models import (
    Chantier,
    ClauseSociale,
    Client,
    MarchePublic,
    Mission,
    Prestation,
    Tarif,
)
from etrier.parcours.models import (
    AvenantContrat,
    Contrat,
    PassIae,
    Personne,
    Salarie,
    SuspensionPass,
)
from etrier.socle import colonnes
from etrier.socle.mois import dernier_jour
from etrier.structures.enums import Role
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    Reseau,
    Structure,
    Utilisateur,
)

Suivi = Callable[[str, int, int], None]
PAR_PAQUET = 500
SAISIE_PAR = {"ACI": Role.ENCADREMENT, "AI": Role.GESTION}
NEUF_HEURES, DIX_HEURES = time(9, tzinfo=UTC), time(10, tzinfo=UTC)


def ecrire(monde: Monde, suivi: Suivi) -> int:
    """Write the world; gives how many lines of hours entered the ledger."""
    monde.groupe.save()
    utilisateurs: dict[Role, Utilisateur] = {}
    etapes: list[tuple[str, Callable[[], None]]] = [
        (_("structures"), lambda: _structures(monde)),
        (_("comptes"), lambda: utilisateurs.update(ouvrir_comptes(monde.structures))),
        (_("salariés"), lambda: _gens(monde)),
        (_("clients et missions"), lambda: _places(monde)),
        (_("plans et absences"), lambda: _plans(monde)),
    ]
    total, ecrites = len(etapes) + len(STRUCTURES), 0
    for rang, (nom, etape) in enumerate(etapes):
        suivi(nom, rang, total)
        etape()
    for rang, exemple in enumerate(STRUCTURES, start=len(etapes)):
        suivi(_("heures : %(structure)s") % {"structure": exemple.denomination}, rang, total)
        auteur = utilisateurs[SAISIE_PAR.get(exemple.cle, Role.DIRECTION)]
        ecrites += _heures(monde, exemple.cle, auteur, utilisateurs[Role.DIRECTION])
    suivi(_("heures"), total, total)
    return ecrites


def _creer(modele: type[Model], objets: Iterable[Model]) -> None:
    modele._default_manager.bulk_create(list(objets), batch_size=PAR_PAQUET)


def _structures(monde: Monde) -> None:
    _creer(Structure, monde.structures.values())
    _creer(Reseau, monde.reseaux)
    reseaux = {r.nom: r for r in monde.reseaux}
    for exemple in STRUCTURES:
        monde.structures[exemple.cle].reseaux.add(reseaux[exemple.reseau])
    _creer(Convention, monde.conventions.values())
    _creer(AnnexeFinanciere, monde.annexes)
    _creer(AvenantAnnexe, monde.avenants_annexe)


def _gens(monde: Monde) -> None:
    _creer(Personne, monde.personnes)
    _creer(PassIae, monde.passes)
    _creer(SuspensionPass, monde.suspensions)
    _creer(Salarie, (s.salarie for s in monde.sejours))
    _creer(Contrat, (t.contrat for t in monde.termes()))
    _creer(AvenantContrat, (a for t in monde.termes() for a in t.avenants))


def _places(monde: Monde) -> None:
    _creer(Client, (c for clients in monde.clients.values() for c in clients))
    _creer(Prestation, toutes(monde))
    _creer(Chantier, (c for chantiers in monde.chantiers.values() for c in chantiers))
    _creer(Mission, monde.missions())
    _creer(Tarif, monde.tarifs)
    _creer(MarchePublic, monde.marches)
    _creer(ClauseSociale, monde.clauses)


def _plans(monde: Monde) -> None:
    _creer(PlanHeures, monde.plans)
    _creer(Absence, monde.absences)
    _creer(CodeHeures, monde.codes)


def _heures(monde: Monde, cle: str, auteur: Utilisateur, valideur: Utilisateur) -> int:
    """Lines of all months but the last, validated as months went by."""
    passees = [x for x in monde.lignes[cle] if x.jour < monde.calendrier.mois_dernier]
    trame = _trame(passees).with_columns(
        structure_id=pl.lit(monde.structures[cle].pk, pl.Int64),
        mois=pl.col("jour").dt.month_start(),
        etat=pl.lit(int(EtatLigne.VALIDEE)),
        sorte=pl.lit(int(SorteLigne.SAISIE)),
        motif=pl.lit(""),
        saisie_par_id=pl.lit(auteur.pk, pl.Int64),
        validee_par_id=pl.lit(valideur.pk, pl.Int64),
        saisie_le=_instants(pl.col("jour"), NEUF_HEURES, 1, monde),
        validee_le=_instants(pl.col("jour"), DIX_HEURES, 3, monde),
    )
    return colonnes.ecrire(LigneHeures, trame)


def _trame(lignes: list[Ligne]) -> pl.DataFrame:
    """The lines as columns named like the table's."""
    return pl.DataFrame(
        {
            "salarie_id": [x.contrat.salarie_id for x in lignes],
            "contrat_id": [x.contrat.pk for x in lignes],
            "jour": [x.jour for x in lignes],
            "nature": [int(x.nature) for x in lignes],
            "minutes": [x.minutes for x in lignes],
            "chantier_id": [x.chantier.pk if x.chantier else None for x in lignes],
            "mission_id": [x.mission.pk if x.mission else None for x in lignes],
            "clause_id": [x.clause.pk if x.clause else None for x in lignes],
        },
        schema_overrides={
            "jour": pl.Date,
            "chantier_id": pl.Int64,
            "mission_id": pl.Int64,
            "clause_id": pl.Int64,
        },
    )


def _instants(jour: pl.Expr, heure: time, delai: int, monde: Monde) -> pl.Expr:
    """A moment some days after the end of the month, in the text the database stores."""
    textes = {m: _texte(dernier_jour(m) + timedelta(delai), heure) for m in monde.calendrier.mois}
    return jour.dt.month_start().replace_strict(textes, return_dtype=pl.String)


def _texte(jour: date, heure: time) -> str:
    return str(connection.ops.adapt_datetimefield_value(datetime.combine(jour, heure)))

"""The ledger as frames: the month's lines, their totals, the digest that seals them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

import polars as pl
from django.db import connection

from etrier.droit.parametre import Parametres
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.models import ImportHeures, LigneHeures
from etrier.heures.verification import Saisie
from etrier.missions.frames import clients_des_chantiers, clients_des_missions
from etrier.parcours import frames as parcours
from etrier.socle.colonnes import ecrire, entre, lire
from etrier.socle.horloge import maintenant
from etrier.socle.mois import mois_precedent
from etrier.structures.models import Structure, Utilisateur

LIGNES = {
    "ligne_id": pl.Int64,
    "structure_id": pl.Int64,
    "contrat_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int8,
    "minutes": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "clause_id": pl.Int64,
    "corrige_id": pl.Int64,
}
SAISIES = {
    "salarie_id": pl.Int64,
    "contrat_id": pl.Int64,
    "jour": pl.Date,
    "nature": pl.Int64,
    "minutes": pl.Int64,
    "chantier_id": pl.Int64,
    "mission_id": pl.Int64,
    "clause_id": pl.Int64,
}
# The text a digest is made of: one line of the ledger per text line, these columns, `;` between
# them, nothing for null, sorted by the first. `sha256sum` on that text gives Cloture.empreinte.
EMPREINTE = (
    "ligne_id",
    "contrat_id",
    "jour",
    "nature",
    "minutes",
    "chantier_id",
    "mission_id",
    "clause_id",
    "corrige_id",
)


@dataclass(frozen=True)
class Cadre:
    """What the four readings of a month share: one reading of the database for all of them.

    `lignes`: validated lines of the accounting month, columns LIGNES plus `mois`, `personne_id`
    and `client_id`. `veille`: the same for the days before it that its first week needs.
    """

    mois: date
    structures: Sequence[int]
    parametres: Parametres
    lignes: pl.DataFrame
    veille: pl.DataFrame
    contrats: pl.DataFrame
    conditions: pl.DataFrame
    passes: pl.DataFrame
    suspensions: pl.DataFrame

    def pour(self, structures: Sequence[int]) -> "Cadre":
        """The same reading, for some of its structures: nothing is read again.

        Terms, PASS and suspensions are only ever looked up from lines and contracts: they stay.
        """
        gardees = pl.col("structure_id").is_in(list(structures))
        return replace(
            self,
            structures=structures,
            lignes=self.lignes.filter(gardees),
            veille=self.veille.filter(gardees),
            contrats=self.contrats.filter(gardees),
        )


def lire_lignes(
    structures: Sequence[int], mois: date, *, depuis: date | None = None
) -> pl.DataFrame:
    """Validated lines of the accounting month, from the day `depuis` when given."""
    requete = LigneHeures.objects.filter(
        entre("structure", structures), mois=mois, etat=EtatLigne.VALIDEE
    )
    if depuis is not None:
        requete = requete.filter(jour__gte=depuis)
    colonnes = ["id" if nom == "ligne_id" else nom for nom in LIGNES]
    lignes = lire(requete.order_by().values_list(*colonnes), LIGNES)
    if len(structures) <= max(structures) - min(structures):
        lignes = lignes.filter(pl.col("structure_id").is_in(list(structures)))
    return lignes


def lire_anterieures(cadre: Cadre, structures: Sequence[int]) -> pl.DataFrame:
    """Lines of earlier accounting months on the days that corrections of this month reach.

    Columns of `Cadre.lignes` without `mois`; of the structures given.
    """
    reprises = cadre.lignes.filter(
        pl.col("jour") < cadre.mois, pl.col("structure_id").is_in(list(structures))
    )
    vides = cadre.lignes.clear().drop("mois")
    if reprises.is_empty():
        return vides
    requete = LigneHeures.objects.filter(
        entre("structure", structures),
        mois__lt=cadre.mois,
        etat=EtatLigne.VALIDEE,
        jour__in=reprises["jour"].unique().to_list(),
    )
    colonnes = ["id" if nom == "ligne_id" else nom for nom in LIGNES]
    lues = lire(requete.order_by().values_list(*colonnes), LIGNES)
    contrats = parcours.contrats(structures, min(reprises["jour"].to_list()))
    lieux = (clients_des_chantiers(structures), clients_des_missions(structures))
    cles = ["structure_id", "personne_id", "jour"]
    situees = _situer(lues, contrats, lieux, cadre.mois).drop("mois")
    return situees.join(reprises.select(cles).unique(), on=cles, how="semi")


def lire_cadre(
    structures: Sequence[int], mois: date, premier_lundi: date, parametres: Parametres
) -> Cadre:
    """Read everything the readings of a month need, for the structures given."""
    avant = mois_precedent(mois)
    veille = (
        _vide() if premier_lundi >= mois else lire_lignes(structures, avant, depuis=premier_lundi)
    )
    lignes = lire_lignes(structures, mois)
    borne = min(premier_lundi, _premier(lignes, mois))
    contrats = parcours.contrats(structures, borne)
    lieux = (clients_des_chantiers(structures), clients_des_missions(structures))
    return Cadre(
        mois=mois,
        structures=structures,
        parametres=parametres,
        lignes=_situer(lignes, contrats, lieux, mois),
        veille=_situer(veille, contrats, lieux, avant),
        contrats=contrats,
        conditions=parcours.conditions(structures, borne),
        passes=parcours.les_pass(structures),
        suspensions=parcours.suspensions(structures),
    )


def _vide() -> pl.DataFrame:
    return pl.DataFrame(schema=LIGNES)


def _premier(lignes: pl.DataFrame, mois: date) -> date:
    # A correction may count in this month for a day long before.
    premier = lignes["jour"].min()
    return premier if isinstance(premier, date) else mois


def _situer(
    lignes: pl.DataFrame,
    contrats: pl.DataFrame,
    lieux: tuple[pl.DataFrame, pl.DataFrame],
    mois: date,
) -> pl.DataFrame:
    """Add the accounting month, the person (by the contract) and the client (by the place)."""
    chantiers, missions = lieux
    return (
        lignes.join(contrats.select("contrat_id", "personne_id"), on="contrat_id", how="left")
        .join(chantiers, on="chantier_id", how="left")
        .join(missions, on="mission_id", how="left")
        .with_columns(
            pl.coalesce("client_mission", "client_chantier").alias("client_id"),
            pl.lit(mois).alias("mois"),
        )
        .drop("client_mission", "client_chantier")
    )


def ajouter(
    structure: Structure,
    saisies: Sequence[Saisie],
    *,
    par: Utilisateur | None,
    import_heures: ImportHeures | None = None,
) -> int:
    """Insert entries as drafts, by columns; gives how many. They were verified: see `saisir`."""
    if not saisies:
        return 0
    communes = {
        "structure_id": structure.pk,
        "etat": int(EtatLigne.BROUILLON),
        "sorte": int(SorteLigne.SAISIE),
        "motif": "",
        "saisie_par_id": par.pk if par is not None else None,
        # As Django itself would write it: a text on SQLite, an instant on PostgreSQL.
        "saisie_le": connection.ops.adapt_datetimefield_value(maintenant()),
        "import_heures_id": import_heures.pk if import_heures is not None else None,
    }
    colonnes = {nom: [getattr(s, nom) for s in saisies] for nom in SAISIES}
    trame = pl.DataFrame(colonnes, SAISIES).with_columns(
        pl.col("jour").dt.truncate("1mo").alias("mois"),
        *(pl.lit(valeur).alias(nom) for nom, valeur in communes.items()),
    )
    return ecrire(LigneHeures, trame)


def empreintes(lignes: pl.DataFrame) -> pl.DataFrame:
    """One row per structure with hours: counts, totals and the digest of its lines.

    Columns: structure_id, nombre_lignes, minutes_total, dernier_id, empreinte, and a list of
    {nature, minutes} in minutes_par_nature.
    """
    comptes = lignes.group_by("structure_id").agg(
        pl.len().cast(pl.Int64).alias("nombre_lignes"),
        pl.col("minutes").sum().alias("minutes_total"),
        pl.col("ligne_id").max().alias("dernier_id"),
    )
    natures = (
        lignes.group_by("structure_id", "nature")
        .agg(pl.col("minutes").sum())
        .sort("structure_id", "nature")
        .group_by("structure_id", maintain_order=True)
        .agg(pl.struct("nature", "minutes").alias("minutes_par_nature"))
    )
    textes = lignes.sort("structure_id", "ligne_id").select("structure_id", _texte(EMPREINTE))
    sceaux = pl.DataFrame(
        [(s, sha256(t).hexdigest()) for s, t in _textes(textes).items()],
        schema={"structure_id": pl.Int64, "empreinte": pl.String},
        orient="row",
    )
    return comptes.join(natures, on="structure_id").join(sceaux, on="structure_id")


def sceller(
    tables: Sequence[tuple[str, pl.DataFrame]], structures: Sequence[int]
) -> dict[int, str]:
    """Digest, per structure, of derived rows: for each table its name, then its rows as text,
    sorted (columns in the order of the frame, `;` between them, nothing for null)."""
    sceaux = {structure: sha256() for structure in structures}
    for nom, trame in tables:
        colonnes = [c for c in trame.columns if c != "structure_id"]
        lignes = trame.select("structure_id", _texte(colonnes)).sort("structure_id", "texte")
        textes = _textes(lignes)
        for structure, sceau in sceaux.items():
            sceau.update(nom.encode() + b"\n" + textes.get(structure, b"") + b"\n")
    return {structure: sceau.hexdigest() for structure, sceau in sceaux.items()}


def _texte(colonnes: Sequence[str]) -> pl.Expr:
    return pl.concat_str(
        [pl.col(nom).cast(pl.String).fill_null("") for nom in colonnes], separator=";"
    ).alias("texte")


def _textes(lignes: pl.DataFrame) -> dict[int, bytes]:
    """Lines joined per structure, in their order."""
    joints = lignes.group_by("structure_id", maintain_order=True).agg(
        pl.col("texte").str.join("\n")
    )
    return {structure: texte.encode() for structure, texte in joints.iter_rows()}

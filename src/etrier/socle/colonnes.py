"""Reading and writing by columns: the only door between the database and frames of any size.

Outside a transaction the driver hands whole columns over (Arrow), without one Python object per
value. Inside a transaction only Django's own connection sees the rows just written, so the same
query goes through its cursor: slower, same answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import adbc_driver_postgresql.dbapi
import adbc_driver_sqlite.dbapi
import polars as pl
from django.db import connection
from django.db.models import Model, QuerySet


def lire(
    requete: QuerySet[Any, Any], schema: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    """Run a `.values_list(...)` QuerySet and give a frame with the columns of `schema`."""
    sql, params = requete.query.sql_with_params()
    return lire_sql(sql, params, schema)


def lire_sql(
    sql: str, params: Sequence[Any], schema: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    """Run one SELECT (`%s` placeholders) and give a frame typed by `schema`."""
    if connection.in_atomic_block or _en_memoire():
        return _par_curseur(sql, params, schema)
    return _par_colonnes(sql, params, schema)


def _en_memoire() -> bool:
    nom = str(connection.settings_dict["NAME"])
    return connection.vendor == "sqlite" and (":memory:" in nom or "mode=memory" in nom)


def _par_curseur(
    sql: str, params: Sequence[Any], schema: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    with connection.cursor() as curseur:
        curseur.execute(sql, params)
        lignes = curseur.fetchall()
    colonnes = list(zip(*lignes, strict=True)) if lignes else [()] * len(schema)
    return pl.DataFrame(
        [
            _serie(nom, valeurs, genre)
            for (nom, genre), valeurs in zip(schema.items(), colonnes, strict=True)
        ]
    )


def _serie(nom: str, valeurs: Iterable[Any], genre: pl.DataType | type[pl.DataType]) -> pl.Series:
    # SQLite hands dates over as text, PostgreSQL as dates.
    serie = pl.Series(nom, list(valeurs), strict=False)
    return _typer(serie.to_frame(), {nom: genre}).to_series()


def _par_colonnes(
    sql: str, params: Sequence[Any], schema: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    ouvrir = adbc_driver_sqlite.dbapi.connect
    adresse, marque = str(connection.settings_dict["NAME"]), "?"
    if connection.vendor == "postgresql":
        ouvrir, adresse, marque = adbc_driver_postgresql.dbapi.connect, _adresse_postgresql(), "$"
    with ouvrir(adresse) as lien, lien.cursor() as curseur:
        curseur.execute(_marquer(sql, marque), list(params) or None)
        trame = pl.DataFrame(curseur.fetch_arrow())
    trame.columns = list(schema)
    return _typer(trame, schema)


def _marquer(sql: str, marque: str) -> str:
    morceaux = sql.split("%s")
    numeros = (f"${i}" if marque == "$" else "?" for i in range(1, len(morceaux)))
    return morceaux[0] + "".join(n + m for n, m in zip(numeros, morceaux[1:], strict=True))


def _adresse_postgresql() -> str:
    r = connection.settings_dict
    mot = f":{r['PASSWORD']}" if r["PASSWORD"] else ""
    return (
        f"postgresql://{r['USER']}{mot}@{r['HOST'] or 'localhost'}:{r['PORT'] or 5432}/{r['NAME']}"
    )


def _typer(
    trame: pl.DataFrame, schema: Mapping[str, pl.DataType | type[pl.DataType]]
) -> pl.DataFrame:
    expressions = []
    for nom, genre in schema.items():
        colonne = pl.col(nom)
        if genre == pl.Date and trame.schema[nom] == pl.String:
            expressions.append(colonne.str.to_date("%Y-%m-%d"))
        else:
            expressions.append(colonne.cast(genre))
    return trame.select(expressions)


def ecrire(modele: type[Model], trame: pl.DataFrame) -> int:
    """Insert a whole frame into the table of `modele`, inside the current transaction.

    The frame's columns bear the names of the database columns. COPY on PostgreSQL, one prepared
    statement on SQLite. Gives the number of rows written. Raises the database's own errors.
    """
    if trame.is_empty():
        return 0
    table = connection.ops.quote_name(modele._meta.db_table)
    noms = ", ".join(connection.ops.quote_name(c) for c in trame.columns)
    if connection.vendor == "postgresql":
        _copier(f"COPY {table} ({noms}) FROM STDIN", trame)
    else:
        places = ", ".join(["?"] * trame.width)
        _executer_en_bloc(f"INSERT INTO {table} ({noms}) VALUES ({places})", trame)
    return trame.height


def _copier(ordre: str, trame: pl.DataFrame) -> None:
    with connection.cursor() as curseur, curseur.cursor.copy(ordre) as copie:
        for ligne in trame.iter_rows(buffer_size=50_000):
            copie.write_row(ligne)


def _executer_en_bloc(ordre: str, trame: pl.DataFrame) -> None:
    # sqlite3 has no adapter for dates: the text is what Django itself would write.
    textes = trame.with_columns(pl.col(pl.Date).cast(pl.String), pl.col(pl.Boolean).cast(pl.Int8))
    connection.ensure_connection()
    lien: Any = connection.connection
    lien.executemany(ordre, textes.iter_rows(buffer_size=50_000))

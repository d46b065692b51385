"""Sales: issued invoices, deposits and credit notes."""

from collections.abc import Iterator, Sequence
from datetime import date

from etrier.comptabilite.ecritures.faits import Fait, Laissee, LigneFait, regrouper
from etrier.comptabilite.enums import CodeJournal, RoleCompte
from etrier.facturation.enums import GenreFacture
from etrier.facturation.models import Facture, LigneFacture
from etrier.missions.models import Client
from etrier.structures.models import Structure

LOT = 500
GENRES = {
    GenreFacture.FACTURE: "Facture",
    GenreFacture.AVOIR: "Avoir",
    GenreFacture.ACOMPTE: "Facture d'acompte",
}


def auxiliaire_de(client: Client) -> tuple[str, str]:
    """Code and name of a client's own account."""
    return f"C{client.pk:05d}", client.denomination


def activite_unique(structure: Structure) -> str:
    """The dispositif of a structure that has only one; nothing otherwise."""
    dispositifs = set(structure.conventions.values_list("dispositif", flat=True))
    return dispositifs.pop() if len(dispositifs) == 1 else ""


def ventes(structure: Structure, jusqu_au: date, deja: frozenset[str]) -> Iterator[Fait | Laissee]:
    """One fact per issued invoice: the client owes, sales by axis, VAT by rate."""
    emises = Facture.objects.filter(structure=structure, emise_le__lte=jusqu_au).emises()
    cles = emises.order_by("emise_le", "pk").values_list("pk", flat=True)
    voulues = [pk for pk in cles if f"facture:{pk}" not in deja]
    activite = activite_unique(structure)
    for debut in range(0, len(voulues), LOT):
        for facture in _lire(voulues[debut : debut + LOT]):
            yield _fait(facture, activite)


def _lire(cles: Sequence[int]) -> list[Facture]:
    return list(
        Facture.objects.filter(pk__in=cles)
        .select_related("client")
        .prefetch_related(
            "lignes__prestation", "lignes__corrige__facture", "lignes__corrige__corrige__facture"
        )
        .order_by("emise_le", "pk")
    )


def _fait(facture: Facture, activite: str) -> Fait | Laissee:
    source = f"facture:{facture.pk}"
    libelle = f"{GENRES[GenreFacture(facture.genre)]} {facture.numero} {facture.client}"[:200]
    le = facture.emise_le
    if le is None:
        return Laissee(source, libelle, "Elle n'est pas émise.")
    lignes = regrouper([_client(facture), *_ventes(facture, activite), *_tva(facture)])
    fait = Fait(source, CodeJournal.VENTES, le, facture.numero, le, libelle, lignes)
    if not fait.est_equilibre:
        return Laissee(
            source,
            libelle,
            "Ses lignes et sa TVA ne font pas son total : prévenez l'assistance.",
            le,
        )
    return fait


def _client(facture: Facture) -> LigneFait:
    code, nom = auxiliaire_de(facture.client)
    return LigneFait(RoleCompte.CLIENTS, facture.ttc_centimes, code, nom)


def _ventes(facture: Facture, activite: str) -> Iterator[LigneFait]:
    for ligne in facture.lignes.all():
        yield LigneFait(
            _role(facture, ligne),
            -ligne.ht_centimes,
            chantier_id=ligne.chantier_id,
            activite=ligne.prestation.libelle if ligne.prestation else activite,
        )


def _role(facture: Facture, ligne: LigneFacture) -> str:
    """A deposit is owed to the client until the invoice that takes it off, line for line."""
    vue: LigneFacture | None = ligne.corrige
    genres = {facture.genre}
    while vue is not None:
        genres.add(vue.facture.genre)
        vue = vue.corrige
    acompte = GenreFacture.ACOMPTE in genres
    return RoleCompte.CLIENTS_ACOMPTES if acompte else RoleCompte.VENTES


def _tva(facture: Facture) -> Iterator[LigneFait]:
    """What the frozen content says of each rate."""
    for tva in facture.contenu.get("tva", ()):
        if tva["tva_centimes"]:
            yield LigneFait(
                RoleCompte.TVA_COLLECTEE,
                -tva["tva_centimes"],
                taux_pour_dix_mille=tva["taux_pour_dix_mille"],
            )

"""The table `AnnexeFinanciere` of the ASP: one row per avenant and motive of rejection.

An annexe is known by `af_id_annexe_financiere`, its avenants by `af_id_avenant_modification`; the
printed number is not unique (mergers). The file comes from a join: an avenant with two motives of
rejection stands on two rows alike in all else.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.vocabulaire import Dispositif, Milieu
from etrier.structures.enums import ETATS_EN_VIGUEUR, EtatAvenant
from etrier.structures.formats.asp import TableAsp, lire_table
from etrier.structures.formats.champs import PETIT_ENTIER_MAXIMUM, Champs
from etrier.structures.formats.refus import FichierRefuse

TABLE = "AnnexeFinanciere"
COLONNES = (
    "af_id_structure",
    "af_numero_convention",
    "af_mesure_dispositif_code",
    "af_numero_annexe_financiere",
    "af_numero_avenant_renouvellement",
    "af_numero_avenant_modification",
    "af_id_annexe_financiere",
    "af_id_avenant_modification",
    "af_etat_annexe_financiere_code",
    "af_date_debut_effet",
    "af_date_fin_effet",
    "af_etp_postes_insertion",
    "af_duree_heure_annuel_etp_valeur",
    "af_montant_unitaire_annuel_valeur",
    "af_montant_total_annuel",
    "af_mt_cofinance",
    "af_mt_total_aide",
    "af_motif_rejet_code",
)

# Measure -> kind of convention and milieu. None: money without a convention of posts, either the
# fonds de développement de l'inclusion (FDI) or the contrat passerelle (…PA).
MESURES: dict[str, tuple[Dispositif, Milieu] | None] = {
    "ACI_DC": (Dispositif.ACI, Milieu.DROIT_COMMUN),
    "AI_DC": (Dispositif.AI, Milieu.DROIT_COMMUN),
    "EI_DC": (Dispositif.EI, Milieu.DROIT_COMMUN),
    "ETTI_DC": (Dispositif.ETTI, Milieu.DROIT_COMMUN),
    "EITI_DC": (Dispositif.EITI, Milieu.DROIT_COMMUN),
    "ACI_MP": (Dispositif.ACI, Milieu.PENITENTIAIRE),
    "EI_MP": (Dispositif.EI, Milieu.PENITENTIAIRE),
    "ACIPA_DC": None,
    "EIPA_DC": None,
    "FDI_DC": None,
}


@dataclass(frozen=True)
class LigneAnnexe:
    """One avenant of an annexe. Money in centimes, posts in hundredths, hours in minutes."""

    numero_ligne: int
    structure_asp_id: int
    numero_convention: str
    mesure: str
    numero: str
    renouvellement: int
    modification: int
    annexe_asp_id: int
    avenant_asp_id: int
    etat: str
    debut: date
    fin: date
    etp_centiemes: int | None
    duree_etp_minutes: int | None
    montant_unitaire_centimes: int | None
    montant_total_centimes: int | None
    cofinance_centimes: int | None
    aide_fdi_centimes: int | None
    motifs_rejet: tuple[str, ...]


@dataclass(frozen=True)
class FichierAnnexes:
    """A file read: its table, its avenants, the rows that only add a motive, the rows repeated."""

    table: TableAsp
    avenants: tuple[LigneAnnexe, ...]
    motifs_ajoutes: int
    lignes_repetees: int


_ANNEXE = ("structure_asp_id", "numero_convention", "mesure", "numero", "renouvellement")


def lire_annexes(contenu: bytes, nom: str) -> FichierAnnexes:
    """Read a `fluxIAE_AnnexeFinanciere` file.

    Raises FichierRefuse listing every problem: unreadable field, unknown state or measure, end
    before start, rows of one avenant or annexe that contradict each other.
    """
    table = lire_table(contenu, nom, TABLE, COLONNES)
    problemes = list(table.problemes)
    lues = (_lire_ligne(Champs(ligne, problemes), ligne.numero) for ligne in table.lignes)
    lignes = [ligne for ligne in lues if ligne is not None]
    avenants, motifs, repetees = _fondre(lignes, problemes)
    _verifier_annexes(avenants, problemes)
    if problemes:
        raise FichierRefuse(nom, problemes)
    return FichierAnnexes(table, tuple(avenants), motifs, repetees)


def _lire_ligne(champs: Champs, numero: int) -> LigneAnnexe | None:
    motif = champs.texte("af_motif_rejet_code", 20)
    ligne = LigneAnnexe(
        numero_ligne=numero,
        structure_asp_id=champs.entier("af_id_structure"),
        numero_convention=champs.texte("af_numero_convention", 40),
        mesure=champs.texte("af_mesure_dispositif_code", 20, requis=True),
        numero=champs.texte("af_numero_annexe_financiere", 20, requis=True),
        renouvellement=champs.entier("af_numero_avenant_renouvellement", PETIT_ENTIER_MAXIMUM),
        modification=champs.entier("af_numero_avenant_modification", PETIT_ENTIER_MAXIMUM),
        annexe_asp_id=champs.entier("af_id_annexe_financiere"),
        avenant_asp_id=champs.entier("af_id_avenant_modification"),
        etat=champs.texte("af_etat_annexe_financiere_code", 20, requis=True),
        debut=champs.jour("af_date_debut_effet"),
        fin=champs.jour("af_date_fin_effet"),
        etp_centiemes=champs.postes("af_etp_postes_insertion"),
        duree_etp_minutes=champs.heures("af_duree_heure_annuel_etp_valeur"),
        montant_unitaire_centimes=champs.montant("af_montant_unitaire_annuel_valeur"),
        montant_total_centimes=champs.montant("af_montant_total_annuel"),
        cofinance_centimes=champs.montant("af_mt_cofinance"),
        aide_fdi_centimes=champs.montant("af_mt_total_aide"),
        motifs_rejet=(motif,) if motif else (),
    )
    if champs.est_sain:
        _verifier_ligne(champs, ligne)
    return ligne if champs.est_sain else None


def _verifier_ligne(champs: Champs, ligne: LigneAnnexe) -> None:
    if ligne.fin < ligne.debut:
        champs.refuser(
            _("la fin (%(fin)s) précède le début (%(debut)s).")
            % {"fin": f"{ligne.fin:%d/%m/%Y}", "debut": f"{ligne.debut:%d/%m/%Y}"}
        )
    if ligne.etat not in EtatAvenant.values:
        champs.refuser(
            _("l'état « %(etat)s » est inconnu (connus : %(connus)s).")
            % {"etat": ligne.etat, "connus": ", ".join(EtatAvenant.values)}
        )
    if ligne.mesure not in MESURES:
        champs.refuser(
            _("la mesure « %(mesure)s » est inconnue (connues : %(connues)s).")
            % {"mesure": ligne.mesure, "connues": ", ".join(MESURES)}
        )
    elif MESURES[ligne.mesure] is not None:
        _verifier_postes(champs, ligne)


def _verifier_postes(champs: Champs, ligne: LigneAnnexe) -> None:
    if not ligne.numero_convention:
        champs.refuser(
            _("la colonne af_numero_convention est vide : la mesure %(mesure)s en exige une.")
            % {"mesure": ligne.mesure}
        )
    if ligne.etat in ETATS_EN_VIGUEUR and ligne.etp_centiemes is None:
        champs.refuser(_("la colonne af_etp_postes_insertion est vide pour un avenant en vigueur."))


def _fondre(
    lignes: Iterable[LigneAnnexe], problemes: list[str]
) -> tuple[list[LigneAnnexe], int, int]:
    """Merge the rows of one avenant: their motives add up, all the rest must be alike."""
    motifs, repetees = 0, 0
    par_avenant: dict[int, LigneAnnexe] = {}
    for ligne in lignes:
        premiere = par_avenant.setdefault(ligne.avenant_asp_id, ligne)
        if premiere is ligne:
            continue
        if ecarts := _differences(premiere, ligne):
            message = _(
                "Lignes %(a)s et %(b)s : deux versions de l'avenant %(id)s se contredisent "
                "(%(ecarts)s)."
            )
            problemes.append(
                message
                % {
                    "a": premiere.numero_ligne,
                    "b": ligne.numero_ligne,
                    "id": ligne.avenant_asp_id,
                    "ecarts": ", ".join(ecarts),
                }
            )
        elif set(ligne.motifs_rejet) <= set(premiere.motifs_rejet):
            repetees += 1
        else:
            motifs += 1
            par_avenant[ligne.avenant_asp_id] = _avec_motifs(premiere, ligne.motifs_rejet)
    return list(par_avenant.values()), motifs, repetees


def _differences(une: LigneAnnexe, autre: LigneAnnexe) -> list[str]:
    noms = [f.name for f in fields(LigneAnnexe) if f.name not in ("numero_ligne", "motifs_rejet")]
    return [nom for nom in noms if getattr(une, nom) != getattr(autre, nom)]


def _avec_motifs(ligne: LigneAnnexe, motifs: tuple[str, ...]) -> LigneAnnexe:
    return replace(ligne, motifs_rejet=tuple(sorted({*ligne.motifs_rejet, *motifs})))


def _verifier_annexes(avenants: Sequence[LigneAnnexe], problemes: list[str]) -> None:
    """The rows of one annexe agree, bear different ranks, and a convention has one kind."""
    par_annexe: dict[int, list[LigneAnnexe]] = defaultdict(list)
    conventions: dict[tuple[int, str], LigneAnnexe] = {}
    for ligne in avenants:
        premieres = par_annexe[ligne.annexe_asp_id]
        if premieres:
            _comparer(premieres, ligne, problemes)
        premieres.append(ligne)
        if MESURES[ligne.mesure] is None:
            continue
        cle = (ligne.structure_asp_id, ligne.numero_convention)
        premiere = conventions.setdefault(cle, ligne)
        if MESURES[premiere.mesure] != MESURES[ligne.mesure]:
            problemes.append(
                _("Lignes %(a)s et %(b)s : la convention %(convention)s a deux mesures.")
                % {
                    "a": premiere.numero_ligne,
                    "b": ligne.numero_ligne,
                    "convention": ligne.numero_convention,
                }
            )


def _comparer(premieres: Sequence[LigneAnnexe], ligne: LigneAnnexe, problemes: list[str]) -> None:
    numeros = {"a": premieres[0].numero_ligne, "b": ligne.numero_ligne, "id": ligne.annexe_asp_id}
    ecarts = [n for n in _ANNEXE if getattr(premieres[0], n) != getattr(ligne, n)]
    if ecarts:
        message = _("Lignes %(a)s et %(b)s : l'annexe %(id)s se contredit (%(ecarts)s).")
        problemes.append(message % {**numeros, "ecarts": ", ".join(ecarts)})
    for autre in premieres:
        if autre.modification == ligne.modification:
            message = _(
                "Lignes %(a)s et %(b)s : l'annexe %(id)s a deux avenants de modification n° %(n)s."
            )
            problemes.append(
                message % {**numeros, "a": autre.numero_ligne, "n": ligne.modification}
            )

"""The pictures of the parcours: what an adviser sees, what the person sees, papers page by page."""

from collections.abc import Callable, Iterator
from pathlib import Path

from pypdfium2 import PdfDocument

from etrier.demonstration.chez_moi import JETON
from etrier.parcours.enums import LanguePersonne
from scripts.docs.visite import IMAGES, POINTS_PAR_PIXEL, Visite, photographier

HAUTEUR = 1150
# Few lines of a PDF are read at a glance: the first page tells the rest.
PREMIERE = 0


def _entretien(visite: Visite) -> None:
    visite.aller("entretien_nouveau", structure_id=visite.structure, salarie_id=visite.suivie)


def _frise(visite: Visite) -> None:
    visite.aller("frise", structure_id=visite.structure, salarie_id=visite.suivie)


def _accompagnement(visite: Visite) -> None:
    visite.aller("accompagnement", structure_id=visite.structure, salarie_id=visite.suivie)


# Seen by the adviser.
DE_LA_CIP: dict[str, Callable[[Visite], None]] = {
    "radar": lambda visite: visite.aller("radar", structure_id=visite.structure),
    "entretien": _entretien,
    "accompagnement": _accompagnement,
    "frise": _frise,
}
# Drawn from a file, or seen on the person's phone.
DES_FICHIERS = ("frise_papier", "bilan")
DU_TELEPHONE = ("frise_telephone", "chez_moi", "chez_moi_arabe")


def du_bureau(visite: Visite) -> Iterator[Path]:
    """The adviser's desk, then what she prints."""
    for nom, montrer in DE_LA_CIP.items():
        montrer(visite)
        yield photographier(visite.page, nom, HAUTEUR)
    frise = {"structure_id": visite.structure, "salarie_id": visite.suivie}
    yield _dessiner(visite, "frise_papier", "frise_pdf", **frise)
    convention = {"structure_id": visite.structure, "convention_id": visite.convention}
    yield _dessiner(visite, "bilan", "bilan_pdf", annee=visite.annee, **convention)


def _dessiner(visite: Visite, nom: str, adresse: str, **arguments: int) -> Path:
    """The first page of a PDF, as it is printed."""
    fichier = visite.telecharger(adresse, **arguments)
    image = IMAGES / f"{nom}.png"
    PdfDocument(fichier)[PREMIERE].render(scale=POINTS_PAR_PIXEL).to_pil().save(image)
    return image


def de_la_main(visite: Visite) -> Iterator[Path]:
    """On a phone: the adviser's timeline."""
    _frise(visite)
    yield photographier(visite.page, "frise_telephone", HAUTEUR)


def de_la_personne(visite: Visite) -> Iterator[Path]:
    """Her own page, in French then in Arabic."""
    visite.page.goto(f"{visite.hote}/moi/l/{JETON}/")
    visite.page.locator(f'button[name=langue][value="{LanguePersonne.FR}"]').click()
    visite.page.select_option("#jour", str(visite.ne_le[0]))
    visite.page.select_option("#mois", str(visite.ne_le[1]))
    visite.page.locator("main button[type=submit]").click()
    visite.page.wait_for_url("**/moi/")
    yield photographier(visite.page, "chez_moi", HAUTEUR)
    visite.page.locator(f'button[name=langue][value="{LanguePersonne.AR}"]').first.click()
    visite.page.wait_for_load_state("networkidle")
    yield photographier(visite.page, "chez_moi_arabe", HAUTEUR)

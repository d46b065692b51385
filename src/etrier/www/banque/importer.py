"""A bank file: sent, seen, written."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.banque.access import get_compte
from etrier.banque.formats.camt import est_camt
from etrier.banque.formats.csv_banque import ROLES, Disposition, deviner
from etrier.banque.models import CompteBancaire
from etrier.banque.releves import ApercuReleve, importer_releve, previsualiser
from etrier.banque.verification import masquer
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.structures.formats.refus import FichierRefuse
from etrier.www.banque.fils import fil_rapprocher
from etrier.www.banque.forms import ReleveForm
from etrier.www.heures.depots import Depot, deposer, reprendre, retirer
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def releve_importer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Take a file and go to its preview; what cannot be read is said here."""
    envoi = request.method == "POST"
    form = ReleveForm(acces, request.POST if envoi else None, request.FILES if envoi else None)
    if form.is_valid():
        fichier, compte = form.cleaned_data["fichier"], form.cleaned_data["compte"]
        contenu = fichier.read()
        _essayer(acces, form, contenu, fichier.name, compte)
        if form.is_valid():
            jeton = deposer(acces, fichier.name, contenu)
            adresse = reverse("releve_apercu", args=[acces.structure.pk, jeton])
            return redirect(adresse + (f"?{urlencode({'compte': compte.pk})}" if compte else ""))
    vus = {"form": form, "fil": fil_rapprocher(acces)}
    return render(request, "banque/importer.html", vus)


def _essayer(
    acces: Acces, form: ReleveForm, contenu: bytes, nom: str, compte: CompteBancaire | None
) -> None:
    """Say on the form what is wrong with the file. A CSV whose columns are not guessed passes:
    they are chosen on the next page."""
    try:
        previsualiser(acces.structure, contenu, nom, compte=compte)
    except FichierRefuse as refus:
        if est_camt(contenu) or not _a_des_colonnes(contenu, nom):
            for probleme in refus.problemes:
                form.add_error("fichier", probleme)
    except Refus as refus:
        form.add_error(None, refus.phrase)


@porte(Finalite.TENIR_BANQUE, methods=("GET", "POST"))
def releve_apercu(request: HttpRequest, acces: Acces, jeton: str) -> HttpResponse:
    """What the file would write, the columns as understood; then the import."""
    depot = reprendre(acces, jeton)
    compte, colonnes = _compte(request, acces), _colonnes(request)
    if request.method == "POST":
        try:
            releve = importer_releve(
                acces.structure,
                depot.contenu,
                depot.nom,
                compte=compte,
                colonnes=colonnes,
                par=acces.utilisateur,
            )
        except Refus as refus:
            messages.error(request, refus.phrase)
        else:
            retirer(acces, jeton)
            messages.success(request, _phrase(releve.mouvements.count()))
            return redirect("rapprocher", acces.structure.pk)
    vus = _voir(acces, depot, compte, colonnes)
    return render(request, "banque/apercu.html", vus | {"fil": fil_rapprocher(acces)})


def _a_des_colonnes(contenu: bytes, nom: str) -> bool:
    try:
        return bool(deviner(contenu, nom).titres)
    except FichierRefuse:
        return False


def _voir(
    acces: Acces, depot: Depot, compte: CompteBancaire | None, colonnes: dict[str, str] | None
) -> dict[str, Any]:
    apercu, disposition, refus_lu = None, None, ""
    try:
        apercu = previsualiser(
            acces.structure, depot.contenu, depot.nom, compte=compte, colonnes=colonnes
        )
        disposition = apercu.disposition
    except Refus as refus:
        refus_lu = refus.phrase
        if not est_camt(depot.contenu):
            disposition = deviner(depot.contenu, depot.nom, colonnes)
    return {
        "apercu": apercu,
        "refus": refus_lu,
        "fichier": depot.nom,
        "compte": masquer(apercu.compte.iban) if apercu else "",
        "roles": _roles(disposition),
        "tableau": _tableau(apercu) if apercu else None,
        "compte_choisi": compte,
    }


def _compte(request: HttpRequest, acces: Acces) -> CompteBancaire | None:
    cle = request.GET.get("compte", "")
    return get_compte(acces, int(cle)) if cle.isdecimal() and len(cle) < 19 else None


def _colonnes(request: HttpRequest) -> dict[str, str] | None:
    choisies = {role: request.GET[role] for role in ROLES if role in request.GET}
    return choisies or None


def _phrase(n: int) -> str:
    return ngettext("%(n)d mouvement lu.", "%(n)d mouvements lus.", n) % {"n": n}


def _roles(
    disposition: Disposition | None,
) -> list[tuple[str, str, str, tuple[str, ...]]]:
    """Each column one looks for: its key, its name, the title taken, those one may take."""
    if disposition is None:
        return []
    prises = disposition.en_titres()
    possibles = tuple(t for t in disposition.titres if t.strip())
    return [(role, str(nom), prises.get(role, ""), possibles) for role, nom in ROLES.items()]


def _tableau(apercu: ApercuReleve) -> Tableau:
    def suite(ligne: object) -> str:
        if getattr(ligne, "connue", False):
            return _("déjà connu")
        if getattr(ligne, "ressemble", False):
            return _("ressemble à un mouvement connu")
        return _("à lire")

    return Tableau(
        _("Mouvements du fichier"),
        [
            Colonne(_("Date"), "lue.le", "date"),
            Colonne(_("Libellé"), "lue.libelle"),
            Colonne(_("Contrepartie"), "lue.contrepartie"),
            Colonne(_("Référence"), "lue.reference"),
            Colonne(_("Montant"), "lue.montant_centimes", "centimes", total=True),
            Colonne(_("Ce qui en sera fait"), suite),
        ],
        apercu.lignes,
        exportable=False,
        classe_ligne=lambda x: "ligne-attention" if x.ressemble else "",
    )

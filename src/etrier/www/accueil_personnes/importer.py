"""The list exported from the platform: sent, seen, written."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.parcours.accueil.importation import ApercuCandidatures, importer, previsualiser
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.structures.formats.refus import FichierRefuse
from etrier.www.accueil_personnes.forms import ListeForm
from etrier.www.heures.depots import deposer, reprendre, retirer
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau

ETATS = ("nouvelle", "connue", "close", "refusee")


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidatures_importer(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Take a file and go to its preview; a file that cannot be read is refused here."""
    envoi = request.method == "POST"
    form = ListeForm(request.POST if envoi else None, request.FILES if envoi else None)
    if form.is_valid():
        fichier = form.cleaned_data["fichier"]
        contenu = fichier.read()
        try:
            previsualiser(acces, contenu, fichier.name)
        except FichierRefuse as refus:
            for probleme in refus.problemes:
                form.add_error("fichier", probleme)
        else:
            jeton = deposer(acces, fichier.name, contenu)
            return redirect("candidatures_apercu", acces.structure.pk, jeton)
    return render(request, "accueil_personnes/importer.html", {"form": form})


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def candidatures_apercu(request: HttpRequest, acces: Acces, jeton: str) -> HttpResponse:
    """What the file would write, row by row; then the import."""
    depot = reprendre(acces, jeton)
    if request.method == "POST":
        bonnes = request.POST.get("geste") == "bonnes"
        try:
            fait = importer(acces, depot.contenu, depot.nom, les_bonnes=bonnes)
        except Refus as refus:
            messages.error(request, refus.phrase)
        else:
            retirer(acces, jeton)
            messages.success(request, _phrase(fait))
            return redirect("candidatures", acces.structure.pk)
    apercu = previsualiser(acces, depot.contenu, depot.nom)
    page = {"fichier": depot.nom, "tableau": _tableau(apercu)}
    return render(request, "accueil_personnes/apercu.html", page | _comptes(apercu))


def _comptes(apercu: ApercuCandidatures) -> dict[str, int]:
    return {f"{etat}s": len(apercu.de(etat)) for etat in ETATS}


def _phrase(apercu: ApercuCandidatures) -> str:
    n = len(apercu.de("nouvelle"))
    return ngettext("%(n)d candidature ajoutée.", "%(n)d candidatures ajoutées.", n) % {"n": n}


def _tableau(apercu: ApercuCandidatures) -> Tableau:
    mots = {
        "nouvelle": _("à ajouter"),
        "connue": _("déjà connue"),
        "close": _("close là-bas"),
        "refusee": _("refusée"),
    }
    return Tableau(
        _("Lignes du fichier"),
        [
            Colonne(_("Ligne"), "rang", "entier"),
            Colonne(_("Personne"), "nom"),
            Colonne(_("Reçue le"), lambda x: x.arrivee.recue_le if x.arrivee else None, "date"),
            Colonne(_("Ce qui en sera fait"), lambda x: mots[x.etat]),
            Colonne(_("Pourquoi"), lambda x: x.raison or _nouveau(x)),
        ],
        sorted(apercu.lignes, key=lambda x: (x.etat != "refusee", x.rang)),
        exportable=False,
        classe_ligne=lambda x: "ligne-alerte" if x.etat == "refusee" else "",
    )


def _nouveau(ligne: object) -> str:
    fiche = getattr(ligne, "partenaire_nouveau", None)
    return _("partenaire ajouté au carnet : %(nom)s") % {"nom": fiche.nom} if fiche else ""

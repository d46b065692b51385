/* The month grid: read the page, put each part in its place. */
"use strict";

import { reviserActes } from "./actes.js";
import { prendreAlarmes } from "./alarmes.js";
import { annuler, retablir } from "./annuler.js";
import { entrerDansLeChoix, montrerBulle, preparerBulles } from "./bulle.js";
import { dire, parImage, quand } from "./bus.js";
import { touche } from "./clavier.js";
import { preparerEdition, valider } from "./edition.js";
import { listerEnnuis } from "./ennuis.js";
import { ecouterReseau, enAttente, envoyer, programmer } from "./envoi.js";
import { autresMois, ouvrirMemoire, reprendre } from "./memoire.js";
import { G, charger } from "./modele.js";
import { apprendre, mot } from "./mots.js";
import { ecouterPressePapiers } from "./presse_papiers.js";
import { ecouterAutres } from "./rafraichir.js";
import { remplirSemaine, versLaDroite, versLeBas } from "./remplir.js";
import { ajuster, dessiner } from "./rendu.js";
import { active, aller, choisir, reprendreFoyer } from "./selection.js";
import { ecouterSouris } from "./souris.js";
import { annoncer, avouer, direAutresMois, montrerEtat, reviser } from "./statut.js";
import { compter, preparerTotaux, suivre } from "./totaux.js";

const ACTIONS = {
  remplir: remplirSemaine,
  bas: versLeBas,
  droite: versLaDroite,
  annuler,
  retablir,
};

const demarrer = (racine) => {
  if (!racine.querySelector("tr[data-rang]")) return;
  apprendre(document.getElementById("grille-mots"));
  const etat = JSON.parse(document.getElementById("grille-donnees").textContent);
  charger(racine, etat);
  for (const une of G.parCle.values()) {
    const texte = une.td.textContent;
    if (texte.length > 4) ajuster(une.td, texte);
  }
  preparerTotaux();
  preparerEdition();
  preparerBulles();
  relier();
  ecouter();
  prendreAlarmes({ alarmes: etat.alarmes || [], salaries: null });
  montrerOutils();
  aller(0, 0, { foyer: false });
  rouvrir(racine.dataset.memoire);
  montrerEtat("repos");
  if (G.saisie && enAttente().length) envoyer();
  racine.dataset.pret = "1";
  performance.mark("grille-prete");
};

/* What was typed and not sent comes back first. */
const rouvrir = (cle) => {
  if (!cle) return;
  if (!ouvrirMemoire(cle) && G.saisie) avouer();
  const reprises = reprendre();
  // A month closed meanwhile takes nothing more: what was typed is shown, and why it stays here.
  if (!G.saisie) for (const une of reprises) Object.assign(une, { refus: true, raison: mot("nonModifiable") });
  if (reprises.length) {
    dire("cases", reprises);
    annoncer(mot("repris", { n: reprises.length }));
  } else {
    direAutresMois(autresMois());
  }
};

const relier = () => {
  const suites = parImage(() => {
    listerEnnuis();
    montrerBulle();
    reviser();
  });
  quand("cases", (cases) => {
    dessiner(cases);
    compter(cases);
    suites();
  });
  quand("redessiner", (cases) => {
    dessiner(cases);
    suites();
  });
  quand("active", (une) => {
    suivre(une);
    montrerBulle();
  });
  quand("alarmes", prendreAlarmes);
  quand("a-envoyer", programmer);
  quand("etat", montrerEtat);
  quand("etat", reviserActes);
  quand("annonce", annoncer);
  quand("sans-memoire", avouer);
  quand("choisir", entrerDansLeChoix);
  quand("montrer", montrer);
  quand("regler", (une) => {
    annoncer("");
    if (une.td) aller(une.rang.rang, une.col);
  });
  quand("histoire", griser);
  quand("conflit", () => annoncer(mot("conflitTitre")));
  quand("refus", (une) => annoncer(une.raison));
  quand("a-recharger", () => annoncer(mot("lignesNouvelles")));
  quand("aide", aider);
};

/* The cells an undo brought back, chosen. */
const montrer = (cases) => {
  const [rangs, cols] = [cases.map((une) => une.rang.rang), cases.map((une) => une.col)];
  choisir({
    haut: Math.min(...rangs),
    bas: Math.max(...rangs),
    gauche: Math.min(...cols),
    droite: Math.max(...cols),
  });
};

const griser = (etat) => {
  for (const nom of ["annuler", "retablir"]) {
    const bouton = G.racine.querySelector(`[data-action="${nom}"]`);
    if (bouton) bouton.setAttribute("aria-disabled", String(!etat[nom]));
  }
};

const aider = () => {
  const panneau = document.getElementById("grille-aide");
  if (!panneau) return;
  panneau.open = true;
  panneau.querySelector("summary").focus();
};

const montrerOutils = () => {
  const codes = document.getElementById("grille-codes");
  const dits = Object.entries(G.codes).map(([c, nature]) => `${c} ${G.natures[nature] || ""}`.trim());
  if (codes) codes.textContent = `(${dits.join(", ")})`;
  const outils = document.getElementById("grille-outils");
  if (outils) outils.hidden = false;
};

const ecouter = () => {
  G.table.addEventListener("keydown", (e) => {
    if (e.target.closest("td[role=gridcell]")) touche(e);
  });
  G.table.addEventListener("focusin", (e) => {
    const une = G.parTd.get(e.target);
    if (une && une !== active()) aller(une.rang.rang, une.col, { foyer: false });
  });
  G.racine.addEventListener("click", (e) => {
    const bouton = e.target.closest("[data-action]");
    if (!bouton || !ACTIONS[bouton.dataset.action]) return;
    valider();
    ACTIONS[bouton.dataset.action]();
    reprendreFoyer();
  });
  ecouterSouris(G.table);
  ecouterPressePapiers();
  if (!G.saisie) return;
  ecouterReseau();
  ecouterAutres();
  // Half a cell typed counts too.
  window.addEventListener("pagehide", valider);
  document.addEventListener("visibilitychange", () => document.hidden && valider());
};

const racine = document.getElementById("grille");
if (racine && document.getElementById("grille-donnees")) demarrer(racine);


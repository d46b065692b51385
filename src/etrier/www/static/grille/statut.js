/* The words above the grid: what has become of the typing, and what was just done. */
"use strict";

import { enAttente } from "./envoi.js";
import { G, toutes } from "./modele.js";
import { heure, mot } from "./mots.js";

const LENT_MS = 1_000;
let lenteur = 0;
let sansMemoire = false;
let dernier = "";

const element = (id) => document.getElementById(id);

/* Written only when it changes: a reader hears each writing. */
const ecrire = (place, texte) => {
  if (place && place.textContent !== texte) place.textContent = texte;
};

const phrases = {
  repos: () => dernier || mot(G.saisie ? "toutEnregistre" : "lecture"),
  enregistre: () => {
    dernier = mot("enregistre", { heure: heure() });
    return dernier;
  },
  horsligne: (n) => mot("horsligne", { n }),
  deconnecte: (n) => mot("deconnecte", { n }),
  panne: (n) => mot("panne", { n }),
};

/** Show the state of the saving: repos, attente, encours, enregistre, horsligne, deconnecte, panne. */
export const montrerEtat = (etat) => {
  const place = element("grille-statut");
  if (!place) return;
  place.dataset.etat = etat;
  clearTimeout(lenteur);
  if (etat === "attente") return;
  if (etat === "encours") {
    // Said when it lasts: a word that blinks at each cell tells nothing.
    lenteur = setTimeout(() => ecrire(place, mot("encours")), LENT_MS);
    return;
  }
  const n = enAttente().length;
  ecrire(place, [phrases[etat](n), ...restes()].join(" · "));
  if (etat === "deconnecte") place.append(" ", lienConnexion());
};

const lienConnexion = () => {
  const lien = document.createElement("a");
  lien.href = G.racine.dataset.connexion;
  lien.textContent = mot("reconnecter");
  return lien;
};

/* What the saving does not settle by itself. */
const restes = () => {
  const compte = { conflits: 0, refusees: 0, illisible: 0 };
  for (const une of toutes()) {
    if (une.conflit) compte.conflits += 1;
    else if (une.refus) compte.refusees += 1;
    else if (une.texte !== null) compte.illisible += 1;
  }
  const dits = Object.entries(compte).filter(([, n]) => n);
  return [...dits.map(([nom, n]) => mot(nom, { n })), ...(sansMemoire ? [mot("sansMemoire")] : [])];
};

/** Count again what must be settled, when the saving is at rest. */
export const reviser = () => {
  const place = element("grille-statut");
  if (place && ["repos", "enregistre"].includes(place.dataset.etat || "repos")) montrerEtat("repos");
};

/** This browser keeps nothing: say so once and for all. */
export const avouer = () => {
  if (sansMemoire) return;
  sansMemoire = true;
  reviser();
};

/** Say what was just done. */
export const annoncer = (texte) => ecrire(element("grille-annonce"), texte);

/** Another month waits on this device: say it, with the way there. */
export const direAutresMois = (mois) => {
  if (!mois.length) return;
  const place = element("grille-annonce");
  ecrire(place, mot("autreMois", { mois: "" }).trim());
  for (const m of mois) {
    const lien = document.createElement("a");
    lien.href = location.pathname.replace(/\d{4}-\d{2}/, m);
    lien.textContent = m;
    place.append(" ", lien);
  }
};

/* The keys of the grid. */
"use strict";

import { annuler, retablir } from "./annuler.js";
import { G, case_, ouverte } from "./modele.js";
import { corrige, enEdition, ouvrir, renoncer, valider } from "./edition.js";
import { dire } from "./bus.js";
import { effacer, remplirSemaine, versLaDroite, versLeBas } from "./remplir.js";
import { S, active, aller, choisir, estUnBloc } from "./selection.js";
import { minutesDe } from "./texte.js";

const FLECHES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
const UNE_PAGE = 15;
let sortie = false; // Escape was pressed: the next Tab leaves the grid

const derniere = () => [G.rangs.length - 1, G.jours.length - 1];

const pleine = (r, col) => {
  const une = case_(r, col);
  return Boolean(une && (une.texte !== null || minutesDe(une.c) || minutesDe(une.fige)));
};

/* As spreadsheets do: the last full cell, or the next full one, or the edge. */
const auBord = ([dr, dcol]) => {
  let [r, col] = [S.r, S.col];
  const dedans = () => case_(r + dr, col + dcol);
  const suivre = pleine(r, col) && pleine(r + dr, col + dcol);
  while (dedans()) {
    if (suivre && !pleine(r + dr, col + dcol)) break;
    r += dr;
    col += dcol;
    if (!suivre && pleine(r, col)) break;
  }
  return [r, col];
};

const fleche = (e) => {
  const pas = FLECHES[e.key];
  const [r, col] = e.ctrlKey || e.metaKey ? auBord(pas) : [S.r + pas[0], S.col + pas[1]];
  aller(r, col, { etendre: e.shiftKey });
};

/* From cell to cell; after typing, the next one that can be typed in, if there is one. */
const avancer = (pas) => {
  const suivante = pas(S.r, S.col);
  let place = suivante;
  while (tapait && place && !ouverte(case_(...place))) place = pas(...place);
  const but = place || suivante;
  if (but) aller(...but);
  return Boolean(but);
};

/* Tab goes through the cells, and leaves after the last one (before the first one). */
const tabulation = (e) => {
  const sens = e.shiftKey ? -1 : 1;
  const largeur = G.jours.length;
  const pas = (r, col) => {
    const rang = r * largeur + col + sens;
    const place = [Math.floor(rang / largeur), rang % largeur];
    return case_(...place) && place;
  };
  const reste = !sortie && avancer(pas);
  sortie = false;
  return reste;
};

const entree = (e) => {
  const une = active();
  if (une.conflit && !tapait) dire("choisir");
  else if (une.ligne && une.ferme && !tapait) location.assign(une.ligne);
  else avancer((r, col) => case_(r + (e.shiftKey ? -1 : 1), col) && [r + (e.shiftKey ? -1 : 1), col]);
};
let tapait = false; // the key ends some typing

const tout = () => {
  const [bas, droite] = derniere();
  choisir({ haut: 0, gauche: 0, bas, droite });
};

const espace = (e) => {
  const [bas, droite] = derniere();
  if (e.shiftKey) choisir({ haut: S.r, bas: S.r, gauche: 0, droite });
  else choisir({ haut: 0, bas, gauche: S.col, droite: S.col });
};

const echap = () => {
  sortie = true;
  if (estUnBloc()) aller(S.r, S.col);
};

const SIMPLES = {
  Tab: tabulation,
  Enter: entree,
  Escape: echap,
  F2: () => ouvrir("corriger"),
  Delete: effacer,
  Backspace: effacer,
  Home: (e) => aller(e.ctrlKey ? 0 : S.r, 0, { etendre: e.shiftKey }),
  End: (e) => aller(e.ctrlKey ? derniere()[0] : S.r, derniere()[1], { etendre: e.shiftKey }),
  PageUp: (e) => aller(S.r - UNE_PAGE, S.col, { etendre: e.shiftKey }),
  PageDown: (e) => aller(S.r + UNE_PAGE, S.col, { etendre: e.shiftKey }),
  "?": () => dire("aide"),
};
const AVEC_CTRL = {
  a: tout,
  d: versLeBas,
  r: versLaDroite,
  y: retablir,
  z: (e) => (e.shiftKey ? retablir() : annuler()),
  ";": remplirSemaine,
};

const commande = (e) => {
  if (e.key in FLECHES && !e.altKey) return fleche;
  if (e.altKey) return e.code === "KeyS" || e.key.toLowerCase() === "s" ? remplirSemaine : null;
  if (e.key === " " && (e.ctrlKey || e.shiftKey)) return espace;
  if (e.key in SIMPLES) return SIMPLES[e.key];
  if (e.ctrlKey || e.metaKey) return AVEC_CTRL[e.key.toLowerCase()] || null;
  return null;
};

const estUnCaractere = (e) => e.key.length === 1 && !e.ctrlKey && !e.metaKey && !e.altKey;

/* Inside the input: what ends the typing goes on as usual, the rest is the input's. */
const pendantEdition = (e) => {
  if (e.key === "Escape") {
    renoncer();
    aller(S.r, S.col);
    return true;
  }
  const fin = ["Enter", "Tab", "PageUp", "PageDown"].includes(e.key);
  const bouge = e.key in FLECHES && !corrige();
  return !fin && !bouge;
};

/** Answer a key pressed in the grid. */
export const touche = (e) => {
  if (e.isComposing) return;
  tapait = enEdition() !== null;
  if (tapait) {
    if (pendantEdition(e)) return;
    valider();
  }
  if (e.key !== "Tab" && e.key !== "Shift") sortie = false;
  const faire = commande(e);
  if (faire) {
    if (faire(e) !== false) e.preventDefault();
  } else if (estUnCaractere(e)) {
    ouvrir("taper");
    if (e.key === " ") e.preventDefault();
  }
};

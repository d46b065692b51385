/* Filling: down, right, with the planned week; and clearing. */
"use strict";

import { faire } from "./annuler.js";
import { dire } from "./bus.js";
import { remplir, vider } from "./changer.js";
import { G, case_, ouverte } from "./modele.js";
import { mot } from "./mots.js";
import { bloc, casesDu } from "./selection.js";
import { minutesDe } from "./texte.js";

const TRAVAIL = 1;

const annoncer = (nom, n) => dire("annonce", mot(nom, { n }));

/* A frozen cell is copied with what it shows. */
const contenuDe = (une) => (minutesDe(une.c) ? une.c : une.fige);

/** Copy the first row of the block down; a lone cell takes the one above. */
export const versLeBas = () => {
  const b = bloc();
  const haut = b.haut === b.bas ? b.haut - 1 : b.haut;
  const cibles = casesDu({ ...b, haut: haut + 1 });
  recopier(cibles, (une) => case_(haut, une.col));
};

/** Copy the first column of the block to the right; a lone cell takes the one before. */
export const versLaDroite = () => {
  const b = bloc();
  const gauche = b.gauche === b.droite ? b.gauche - 1 : b.gauche;
  const cibles = casesDu({ ...b, gauche: gauche + 1 });
  recopier(cibles, (une) => case_(une.rang.rang, gauche));
};

const recopier = (cibles, sourceDe) => {
  const paires = cibles.map((une) => [une, sourceDe(une)]).filter(([, source]) => source);
  annoncer("rempli", faire(paires.map(([une, source]) => remplir(une, contenuDe(source)))));
};

/** Empty the chosen cells. */
export const effacer = () => {
  const cases = casesDu(bloc());
  if (cases.length === 1 && !ouverte(cases[0])) return annoncer("nonModifiable", 1);
  return annoncer("efface", faire(cases.map(vider)));
};

/** Fill the weeks of the chosen days with the planned hours, where nothing stands yet. */
export const remplirSemaine = () => {
  const b = bloc();
  const semaines = new Set(G.jours.slice(b.gauche, b.droite + 1).map((j) => j.semaine));
  const jours = G.jours.map((j, col) => [j, col]).filter(([j]) => semaines.has(j.semaine) && !j.ferie);
  const donnees = new Map();
  const changements = [];
  for (let r = b.haut; r <= b.bas; r += 1) {
    for (const [, col] of jours) {
      const une = case_(r, col);
      const reste = une ? aRemplir(une, donnees) : 0;
      if (reste > 0) changements.push(remplir(une, { [TRAVAIL]: reste }));
    }
  }
  const n = faire(changements);
  if (n) annoncer("rempli", n);
  else annoncer("rienARemplir", 0);
};

/* What the plan of the contract still leaves for that day, its other rows and `donnees` counted. */
const aRemplir = (une, donnees) => {
  if (!ouverte(une) || une.texte !== null || minutesDe(une.c) || minutesDe(une.fige)) return 0;
  const cle = `${une.rang.contrat}|${une.jour.n}`;
  if (!donnees.has(cle)) donnees.set(cle, dejaPris(une));
  const reste = (une.rang.prevu[une.jour.n] || 0) - donnees.get(cle);
  if (reste > 0) donnees.set(cle, donnees.get(cle) + reste);
  return reste;
};

const dejaPris = ({ rang, col }) =>
  G.rangs
    .filter((autre) => autre.contrat === rang.contrat && autre.cases[col])
    .reduce((n, { cases }) => n + minutesDe(cases[col].c) + minutesDe(cases[col].fige), 0);

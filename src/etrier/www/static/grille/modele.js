/* What the grid holds: its rows, its days, its cells; read from the page, kept beside it. */
"use strict";

import { ajouter, empreinte } from "./texte.js";

export const RIEN = Object.freeze({});

/** The one grid of the page. */
export const G = {
  racine: null,
  table: null,
  saisie: false,
  jours: [],
  codes: {},
  natures: {},
  etp: { minutes: null, natures: [] },
  rangs: [],
  parCle: new Map(),
  parTd: new WeakMap(),
  // Cells of rows that are not on this page, kept on this device all the same.
  ailleurs: new Map(),
};

/** Name of a cell. */
export const cleCase = (rang, jour) => `${rang}|${jour}`;

const nouvelle = (rang, jour, col) => ({
  rang,
  jour,
  col,
  td: null,
  base: RIEN, // what the server last said
  c: RIEN, // what stands in the cell
  fige: RIEN, // validated minutes, by nature
  figee: false, // a line is validated, were it taken back to nothing
  motif: "", // why it was corrected
  ligne: "", // address of the validated line
  texte: null, // what was typed and cannot be read
  raison: "", // why it cannot be read, or why it was refused
  refus: false,
  envoyes: [], // contents sent whose answer has not come: the server may hold any of them
  conflit: null, // {c, par, le}: what somebody else wrote meanwhile
  ferme: false, // cannot be written here
  hors: false,
  alarmes: [],
});

/** Read the page. */
export const charger = (racine, etat) => {
  Object.assign(G, { racine, table: racine.querySelector("table"), jours: etat.jours });
  G.saisie = "saisie" in racine.dataset && !etat.clos;
  G.codes = etat.codes;
  G.natures = etat.natures || {};
  G.etp = etat.etp || G.etp;
  const colonnes = new Map(G.jours.map((j, col) => [String(j.n), col]));
  for (const tr of G.table.querySelectorAll("tr[data-rang]")) lireRang(tr, etat, colonnes);
};

const lireRang = (tr, etat, colonnes) => {
  const dit = etat.rangs[tr.dataset.rang] || {};
  const rang = {
    cle: tr.dataset.rang,
    contrat: tr.dataset.rang.split(".")[0],
    salarie: Number(tr.dataset.salarie),
    rang: G.rangs.length,
    tr,
    th: tr.querySelector("th.qui"),
    qui: dit.qui || "",
    intitule: dit.intitule || "",
    prevu: dit.prevu || {},
    cases: [],
  };
  for (const td of tr.querySelectorAll("td[data-jour]")) {
    const col = colonnes.get(td.dataset.jour);
    const une = nouvelle(rang, G.jours[col], col);
    const lue = (dit.cases || {})[td.dataset.jour] || {};
    une.td = td;
    une.base = une.c = lue.c || RIEN;
    figer(une, lue);
    une.ligne = une.ligne || td.dataset.ligne || "";
    une.hors = td.classList.contains("hors");
    une.ferme = td.getAttribute("aria-readonly") === "true";
    rang.cases[col] = une;
    G.parTd.set(td, une);
    G.parCle.set(cleCase(rang.cle, une.jour.n), une);
  }
  G.rangs.push(rang);
};

/** Take the validated part of what the server says of a cell. */
export const figer = (une, dit) => {
  une.figee = "fige" in dit;
  une.fige = dit.fige || RIEN;
  une.motif = dit.motif || "";
  une.ligne = dit.ligne || "";
};

/** What a cell holds, validated or not; one that was closed under the typing shows what stands. */
export const contenuVu = (une) => ajouter(une.fige, une.ferme && touchee(une) ? une.base : une.c);

/** The cell of a name; one that is not on this page is made up, to be sent all the same. */
export const trouver = (rang, jour) => {
  const cle = cleCase(rang, jour);
  const ici = G.parCle.get(cle) || G.ailleurs.get(cle);
  if (ici) return ici;
  const une = nouvelle({ cle: rang, cases: [], prevu: {} }, { n: Number(jour) }, -1);
  G.ailleurs.set(cle, une);
  return une;
};

/** Where a cell stands. */
export const case_ = (r, col) => (G.rangs[r] ? G.rangs[r].cases[col] : undefined);

/** Every cell, those of other pages that wait included. */
export function* toutes() {
  yield* G.parCle.values();
  yield* G.ailleurs.values();
}

/** True when one may write in it. */
export const ouverte = (une) => G.saisie && !une.ferme;

/** True when what stands in it is not what the server last said. */
export const differe = (une) => empreinte(une.c) !== empreinte(une.base);

/** True when something of it is only known here. */
export const touchee = (une) =>
  une.texte !== null || une.conflit !== null || une.refus || differe(une) || une.envoyes.length > 0;

/** True when it is to be sent now. */
export const aEnvoyer = (une) =>
  une.texte === null &&
  une.conflit === null &&
  !une.refus &&
  (differe(une) || une.envoyes.length > 0);

/** True when this very window sent that content. */
export const estDeNous = (une, c) => une.envoyes.some((x) => empreinte(x) === empreinte(c));

/* Copy, cut and paste, from and to a spreadsheet: text, a tab between cells, a line a row. */
"use strict";

import { faire } from "./annuler.js";
import { dire } from "./bus.js";
import { comprendre, vider } from "./changer.js";
import { enEdition } from "./edition.js";
import { G, case_, ouverte } from "./modele.js";
import { mot } from "./mots.js";
import { bloc, casesDu, choisir } from "./selection.js";
import { ecrireTableur, lireTableur, minutesDe } from "./texte.js";

const texteDe = (une) => {
  if (!une) return "";
  if (une.texte !== null) return une.texte;
  return ecrireTableur(minutesDe(une.c) ? une.c : une.fige, G.codes);
};

const enTexte = ({ haut, bas, gauche, droite }) => {
  const rangs = [];
  for (let r = haut; r <= bas; r += 1) {
    const cases = [];
    for (let col = gauche; col <= droite; col += 1) cases.push(texteDe(case_(r, col)));
    rangs.push(cases.join("\t"));
  }
  return rangs.join("\r\n");
};

const copier = (e) => {
  e.clipboardData.setData("text/plain", enTexte(bloc()));
  e.preventDefault();
  dire("annonce", mot("copie", { n: casesDu(bloc()).length }));
};

const couper = (e) => {
  copier(e);
  if (!G.saisie) return;
  const n = faire(casesDu(bloc()).map(vider));
  dire("annonce", mot("coupe", { n }));
};

/* A block that fits a whole number of times is repeated; otherwise it is pasted once. */
const etendue = (lignes) => {
  const b = bloc();
  const [h, l] = [lignes.length, Math.max(...lignes.map((x) => x.length))];
  const [hauteur, largeur] = [b.bas - b.haut + 1, b.droite - b.gauche + 1];
  const repete = hauteur % h === 0 && largeur % l === 0;
  return { ...b, h, l, hauteur: repete ? hauteur : h, largeur: repete ? largeur : l };
};

const coller = (e) => {
  if (!G.saisie) return;
  e.preventDefault();
  const lignes = lireTableur(e.clipboardData.getData("text/plain"));
  const ou = etendue(lignes);
  const changements = [];
  let laissees = 0;
  for (let r = 0; r < ou.hauteur; r += 1) {
    for (let col = 0; col < ou.largeur; col += 1) {
      const texte = lignes[r % ou.h][col % ou.l];
      if (texte === undefined) continue;
      const une = case_(ou.haut + r, ou.gauche + col);
      if (une && ouverte(une)) changements.push(texte ? comprendre(une, texte) : vider(une));
      else if (texte) laissees += 1;
    }
  }
  faire(changements);
  choisir({
    haut: ou.haut,
    gauche: ou.gauche,
    bas: ou.haut + ou.hauteur - 1,
    droite: ou.gauche + ou.largeur - 1,
  });
  raconter(changements, laissees);
};

const raconter = (changements, laissees) => {
  const rouges = changements.filter((x) => x.texte !== null).length;
  const phrases = [mot("colle", { n: changements.length - rouges })];
  if (rouges) phrases.push(mot("illisible", { n: rouges }));
  if (laissees) phrases.push(mot("nonColle", { n: laissees }));
  dire("annonce", phrases.join(" ; "));
};

/* In the input, and elsewhere on the page, the clipboard stays the browser's. */
const dansLaGrille = (faireAvec) => (e) => {
  if (enEdition() || !G.table.contains(document.activeElement)) return;
  faireAvec(e);
};

/** Listen to the clipboard. */
export const ecouterPressePapiers = () => {
  document.addEventListener("copy", dansLaGrille(copier));
  document.addEventListener("cut", dansLaGrille(couper));
  document.addEventListener("paste", dansLaGrille(coller));
};

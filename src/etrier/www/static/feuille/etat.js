/* One line says where the changes are: sent, waiting, or to be decided. */
"use strict";

const decrire = (mots, issue, attendent, decisions) => {
  const n = attendent.length;
  const reste = n === 1 ? mots.un : mots.plusieursChangements.replace("%n%", n);
  if (decisions) {
    const dit = decisions === 1 ? mots.uneDecision : mots.decisions.replace("%n%", decisions);
    return { genre: "attention", texte: n ? `${dit} ${reste}` : dit };
  }
  if (!n) return { genre: "fait", texte: mots.envoye };
  const causes = { connexion: mots.connexion, compte: mots.autreCompte, ferme: mots.ferme };
  if (causes[issue]) return { genre: "attention", texte: `${reste} ${causes[issue]}` };
  return { genre: "attente", texte: navigator.onLine ? reste : `${reste} ${mots.horsLigne}` };
};

const ecrire = ({ genre, texte }) => {
  const etat = document.getElementById("etat");
  etat.dataset.genre = genre;
  if (etat.textContent !== texte) etat.textContent = texte;
};

/* Where the first one to decide is: maybe another day, another sheet. */
const mener = (aDecider) => {
  const lien = document.getElementById("decider");
  lien.hidden = !aDecider.length;
  if (aDecider.length) lien.href = `${aDecider[0].page}#${aDecider[0].jour || ""}`;
};

/* `issue`: how the last sending ended. */
export const direEtat = (mots, issue, changements, photos) => {
  const aDecider = [...changements.filter((c) => c.sort), ...photos.filter((p) => p.phrase)];
  const attendent = [...changements.filter((c) => !c.sort), ...photos.filter((p) => !p.phrase)];
  ecrire(decrire(mots, issue, attendent, aDecider.length));
  mener(aDecider);
  document.getElementById("reconnexion").hidden = !attendent.length || !["connexion", "compte"].includes(issue);
};

export const direPanne = (mots) => ecrire({ genre: "attention", texte: mots.panne });

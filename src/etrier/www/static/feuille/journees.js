/* The days of the sheet: what the server said, what was typed here since, what is usual. */
"use strict";

export const TRAVAIL = 1;
const DERNIERE = 1439;
const FINE = "\u202f";

export const horaire = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`;
export const enMinutes = (texte) => {
  const lu = /^(\d{1,2}):(\d{2})/.exec(texte);
  return lu ? Number(lu[1]) * 60 + Number(lu[2]) : null;
};
export const heures = (minutes) =>
  `${Math.floor(minutes / 60)}${FINE}h${FINE}${String(minutes % 60).padStart(2, "0")}`;

const somme = (lignes, sauf) =>
  Object.entries(lignes).reduce((t, [nature, m]) => (sauf.includes(Number(nature)) ? t : t + m), 0);

/* Where days are found: `etats` of the page, those answered since, and the changes that wait. */
export class Journees {
  constructor(contenu) {
    this.voeux = new Map();
    this.reprendre(contenu);
  }

  reprendre(contenu) {
    this.contenu = contenu;
    this.rangs = new Map(contenu.jours.map((j, rang) => [j.le, rang]));
    this.personnes = new Map(contenu.personnes.map((p) => [p.contrat, p]));
    this.etats = new Map(contenu.etats.map((e) => [`${e.contrat}/${e.jour}`, e]));
  }

  /* Take in what the phone keeps: a state read after the page was, and the changes of the sheet. */
  rafraichir(etats, changements) {
    const lu = Date.parse(this.contenu.lu_le);
    for (const e of etats) if (Date.parse(e.lu_le) > lu) this.etats.set(e.case, e.etat);
    this.voeux = new Map(changements.map((c) => [c.case, c]));
  }

  etat(contrat, jour) {
    const vide = { contrat, jour, version: 0, genre: "vide", nature: TRAVAIL, remplacee: null, arrivee: null, depart: null, pause: 0, lignes: {}, fige: false, par: "", le: null };
    return this.etats.get(`${contrat}/${jour}`) || vide;
  }

  prevu(contrat, jour) {
    return this.personnes.get(contrat).prevus[this.rangs.get(jour)];
  }

  /* Why a day cannot be written: `hors` the contract, month `clos`, hours `valide`; else nothing. */
  obstacle(contrat, jour) {
    const rang = this.rangs.get(jour);
    if (!this.personnes.get(contrat).couverts[rang]) return "hors";
    if (this.contenu.jours[rang].clos) return "clos";
    const etat = this.etat(contrat, jour);
    return etat.fige && Object.keys(etat.lignes).length ? "valide" : "";
  }

  /* What the server says of a day, as it is shown. */
  duServeur(etat) {
    return { ...etat, minutes: somme(etat.lignes, []), attend: false };
  }

  /* What was typed here, as it is shown: the hours it asks for and those it leaves. */
  duVoeu(voeu) {
    const etat = voeu.etat || this.etat(voeu.contrat, voeu.jour);
    const restent = somme(etat.lignes, [etat.remplacee, voeu.nature]);
    if (voeu.nature !== TRAVAIL) {
      const reste = Math.max(0, this.prevu(voeu.contrat, voeu.jour) - restent);
      return { ...voeu, genre: "absent", minutes: restent + reste, attend: true };
    }
    const travail = voeu.arrivee === null ? 0 : voeu.depart - voeu.arrivee - voeu.pause;
    return { ...voeu, genre: voeu.arrivee === null ? "vide" : "present", minutes: restent + travail, attend: true };
  }

  montre(contrat, jour) {
    const voeu = this.voeux.get(`${contrat}/${jour}`);
    return voeu ? this.duVoeu(voeu) : this.duServeur(this.etat(contrat, jour));
  }

  semaine(contrat) {
    return [...this.rangs.keys()].reduce((total, jour) => total + this.montre(contrat, jour).minutes, 0);
  }

  /* How many people are pointed; hours without times may only be planned ones. */
  remplis(jour) {
    return [...this.personnes.keys()].filter((c) => ["present", "absent"].includes(this.montre(c, jour).genre)).length;
  }

  /* Somebody has to choose between two values, or take back what was refused. */
  aDecider(jour) {
    return [...this.voeux.values()].some((v) => v.sort && v.jour === jour);
  }

  /* What a touch on « Présent » asks for. */
  presence(contrat, jour) {
    return this.montre(contrat, jour).genre === "heures" ? this.enHoraires(contrat, jour) : this.usuel(contrat, jour);
  }

  /* Hours typed without times, as times: from the usual arrival, as long as they last. */
  enHoraires(contrat, jour) {
    const { arrivee } = this.usuel(contrat, jour);
    const minutes = this.etat(contrat, jour).lignes[TRAVAIL];
    const pause = this.pause(minutes);
    return { nature: TRAVAIL, arrivee, depart: Math.min(DERNIERE, arrivee + minutes + pause), pause };
  }

  pause(minutes) {
    const { pause, pauseApres } = this.contenu.habitude;
    return minutes > pauseApres ? pause : 0;
  }

  /* The last day before this one with something on it, for these people. */
  veille(contrats, jour) {
    const avant = [...this.rangs.keys()].filter((le) => le < jour).reverse();
    return avant.find((le) => contrats.some((c) => this.montre(c, le).genre !== "vide"));
  }

  /* What she did the last day that was filled; null when nobody knows. */
  commeLaVeille(contrat, jour, veille) {
    const vue = veille ? this.montre(contrat, veille) : this.personnes.get(contrat).dernier;
    if (!vue || vue.genre === "vide") return null;
    if (vue.genre === "heures") return this.usuel(contrat, jour);
    const { nature, arrivee, depart, pause } = vue;
    return { nature, arrivee, depart, pause };
  }

  /* Her usual times: her own last ones, else those of the team that day, else the planned day. */
  usuel(contrat, jour) {
    const horaires = ({ arrivee, depart, pause }) => ({ nature: TRAVAIL, arrivee, depart, pause });
    const avant = [...this.rangs.keys()].filter((le) => le < jour).reverse();
    const siens = avant.map((le) => this.montre(contrat, le)).find((v) => v.genre === "present");
    if (siens) return horaires(siens);
    const { dernier } = this.personnes.get(contrat);
    if (dernier && dernier.arrivee !== null) return horaires(dernier);
    const prevu = this.prevu(contrat, jour);
    const equipe = [...this.personnes.keys()].map((c) => this.montre(c, jour)).find((v) => v.genre === "present");
    if (equipe && (!prevu || equipe.minutes === prevu)) return horaires(equipe);
    const duree = prevu || (this.contenu.habitude.depart - this.contenu.habitude.arrivee);
    const pause = this.pause(duree);
    const arrivee = equipe ? equipe.arrivee : this.contenu.habitude.arrivee;
    return { nature: TRAVAIL, arrivee, depart: Math.min(DERNIERE, arrivee + duree + pause), pause };
  }
}

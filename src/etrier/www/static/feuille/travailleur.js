/* Service worker of the weekly sheets (after REGLAGES, written by the server): it answers for the
   sheets and what they load, from the network first, and leaves every other page alone. */
const STATIQUES = "etrier-feuille-statique-";
const PAGES = "etrier-feuille-pages-";
const QUI = "etrier-feuille-compte";
const GARDEES = 40;
const PATIENCE = 4000;
const PAGE = new RegExp(`^${REGLAGES.racine}s/\\d+/feuilles/((\\d+/)?\\d{4}-\\d\\d-\\d\\d/)?$`);
const IGNORER = { ignoreVary: true, ignoreSearch: false };

self.addEventListener("install", (e) => {
  const adresses = [...REGLAGES.ressources, REGLAGES.horsLigne];
  const neuves = adresses.map((adresse) => new Request(adresse, { cache: "reload" }));
  self.skipWaiting();
  e.waitUntil(caches.open(STATIQUES + REGLAGES.version).then((cache) => cache.addAll(neuves)));
});

const menage = async () => {
  const vieux = (await caches.keys()).filter((n) => n.startsWith(STATIQUES) && n !== STATIQUES + REGLAGES.version);
  await Promise.all(vieux.map((nom) => caches.delete(nom)));
  await self.clients.claim();
};
self.addEventListener("activate", (e) => e.waitUntil(menage()));

/* The copy kept for who is signed in, and nobody else's. */
const gardee = async (adresse) => {
  const qui = await caches.match("/feuille-compte", { cacheName: QUI });
  return qui && caches.match(adresse, { cacheName: PAGES + (await qui.text()), ...IGNORER });
};

const conserver = async (adresse, reponse) => {
  const cache = await caches.open(PAGES + reponse.headers.get("X-Feuille-Compte"));
  await cache.put(adresse, reponse);
  const cles = await cache.keys();
  for (const vieille of cles.slice(0, Math.max(0, cles.length - GARDEES))) await cache.delete(vieille);
};

const depuisLeReseau = async (request) => {
  const reponse = await fetch(request);
  if (reponse.status >= 500) throw new Error(String(reponse.status));
  if (reponse.ok && !reponse.redirected && reponse.headers.has("X-Feuille-Compte")) await conserver(request.url, reponse.clone());
  else if (reponse.status === 404) {
    for (const nom of await caches.keys()) if (nom.startsWith(PAGES)) await (await caches.open(nom)).delete(request.url, IGNORER);
  }
  return reponse;
};

/* The network; the copy when it fails or keeps one waiting. */
const repondre = async (evenement, copie, siRien) => {
  const reseau = depuisLeReseau(evenement.request);
  evenement.waitUntil(reseau.catch(() => null));
  const trouvee = await copie;
  if (!trouvee) return reseau.catch(siRien);
  const lasse = new Promise((tenir) => setTimeout(() => tenir(trouvee), PATIENCE));
  return Promise.race([reseau.catch(() => trouvee), lasse]);
};

self.addEventListener("fetch", (e) => {
  const { pathname, origin } = new URL(e.request.url);
  if (e.request.method !== "GET" || origin !== self.location.origin) return;
  if (PAGE.test(pathname)) {
    const horsLigne = async () => (e.request.mode === "navigate" && (await caches.match(REGLAGES.horsLigne))) || Response.error();
    e.respondWith(repondre(e, gardee(e.request.url), horsLigne));
  } else if (REGLAGES.ressources.includes(pathname)) {
    e.respondWith(repondre(e, caches.match(e.request.url, IGNORER), () => Response.error()));
  }
});

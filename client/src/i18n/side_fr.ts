/** Every French text of what stands beside a room, of the lobby too: who and what is there, and the ways out. */
import type { Loose } from "./loose";

export const side = {
  allRooms: "Tous les salons",
  news: "du nouveau",
  reportRoom: "Signaler le salon",
  reading: (count: number) =>
    count === 0
      ? "Personne ne lit sans participer"
      : `${count} ${count > 1 ? "lisent" : "lit"} sans participer`,
  adultsMark: "18\u00a0+",
  adultsOnly: "réservé aux adultes, sur preuve d’âge",
  guestsOnlyMark: "Avec un pseudo",
  shortPage: { rules: "Règles", privacy: "Confidentialité", legal: "Mentions" } as Record<string, string>,
  inRoom: "Dans le salon",
  rosterForGuests: "Les noms se voient après un premier message.",
  rosterEmpty: "Personne n’a encore écrit ici.",
  spectator: "Vous lisez sans participer. Dans le nombre, jamais dans la liste.",
  visibleHere: "Visible ici, aujourd’hui",
  leave: "Partir",
  eraseAll: "Tout effacer",
  leaveFailed: "La session n’a pas pu être effacée\u00a0: le serveur ne répond pas. Réessayez.",
  settings: "Réglages",
  moderators: (count: number) => `${count}\u00a0personne${count > 1 ? "s" : ""} à la modération`,
  unattended: "Sans modération en ce moment\u00a0: mode prudent",
  careful: "Mode prudent",
  watched: "Modération présente",
  unwatched: "Sans modération en ce moment.",
  shielded: "Bouclier levé",
  unattendedMeans: "Pas de liens, des messages sont relus avant.",
  adultsUnattendedMeans: "On n’y écrit pas tant que personne de l’équipe n’est là.",
  shieldMeans: "Qui vient d’arriver lit, sans écrire pour l’instant.",
  slowMeans: (seconds: number) => `Un message toutes les ${seconds}\u00a0s.`,
};

export type SideTexts = Loose<typeof side>;

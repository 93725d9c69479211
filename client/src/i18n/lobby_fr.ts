/** Every French text of the lobby, fetched with it. */
import type { Loose } from "./loose";

const persons = (count: number) => `${count}\u00a0personne${count > 1 ? "s" : ""}`;

export const lobby = {
  lobbyTitle: "Entrez, on parle.",
  lobbyLead: "Sans inscription. Lire ne demande rien, écrire demande un pseudo.",
  newRoom: "Salon privé",
  skipToRooms: "Aller aux salons",
  searchRooms: "Chercher un salon",
  noRoomFound: (query: string) => `Aucun salon ne répond à «\u00a0${query}\u00a0».`,
  roomsFound: (count: number) => `${count}\u00a0salon${count > 1 ? "s" : ""}`,
  noRooms: "Aucun salon n’est ouvert pour le moment.",
  showAllRooms: "Montrer tous les salons",
  lookAgain: "Regarder encore",
  nobodyHere: "Personne pour l’instant",
  persons,
  alsoReading: (count: number) => `${count} ${count > 1 ? "lisent" : "lit"}`,
  inLanguage: { fr: "en français", en: "en anglais" },
  publisher: (name: string) => `Tenu par ${name}`,
  page: {
    rules: "Règles",
    privacy: "Confidentialité",
    legal: "Mentions légales",
    notice: "Signaler un contenu",
    receipt: "Ouvrir un reçu",
  } as Record<string, string>,
};

export type LobbyTexts = Loose<typeof lobby>;

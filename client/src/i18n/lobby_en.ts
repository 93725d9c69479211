/** Every English text of the lobby, fetched with it. */
import type { LobbyTexts } from "./lobby_fr";

const persons = (count: number) => `${count}\u00a0${count === 1 ? "person" : "people"}`;

export const lobby: LobbyTexts = {
  lobbyTitle: "Come in, let’s talk.",
  lobbyLead: "No sign-up. Reading asks nothing, writing asks a name.",
  newRoom: "Private room",
  skipToRooms: "Skip to the rooms",
  searchRooms: "Find a room",
  noRoomFound: (query) => `No room matches “${query}”.`,
  roomsFound: (count) => `${count}\u00a0room${count === 1 ? "" : "s"}`,
  noRooms: "No room is open at the moment.",
  showAllRooms: "Show all rooms",
  lookAgain: "Look again",
  nobodyHere: "Nobody right now",
  persons,
  alsoReading: (count) => `${count} reading`,
  inLanguage: { fr: "in French", en: "in English" },
  publisher: (name) => `Run by ${name}`,
  page: {
    rules: "Rules",
    privacy: "Privacy",
    legal: "Legal notice",
    notice: "Report content",
    receipt: "Open a receipt",
  },
};

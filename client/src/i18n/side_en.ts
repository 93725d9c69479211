/** Every English text of what stands beside a room. */
import type { SideTexts } from "./side_fr";

export const side: SideTexts = {
  allRooms: "All rooms",
  news: "something new",
  reading: (count) => (count === 0 ? "Nobody is reading along" : `${count} reading along`),
  guestsOnlyMark: "With a name",
  shortPage: { rules: "Rules", privacy: "Privacy", legal: "Legal" },
  inRoom: "In the room",
  rosterForGuests: "Names show after a first message.",
  rosterEmpty: "Nobody has written here yet.",
  spectator: "You are reading without taking part. Counted, never listed.",
  visibleHere: "Visible here, today",
  leave: "Leave",
  eraseAll: "Erase everything",
  leaveFailed: "The session could not be erased: the server does not answer. Try again.",
  settings: "Settings",
  moderators: (count) => `${count}\u00a0moderator${count === 1 ? "" : "s"} here`,
  unattended: "No moderator right now: careful mode",
  careful: "Careful mode",
  shielded: "Shield up",
  unattendedMeans: "No links, some messages are read first.",
  shieldMeans: "Newcomers can read, and not write for now.",
  slowMeans: (seconds) => `One message every ${seconds}\u00a0s.`,
};

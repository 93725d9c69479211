/** Every English text of what was decided about the reader. */
import type { DecidedTexts } from "./decided_fr";

const some = (count: number, one: string) => `${count}\u00a0${one}${count === 1 ? "" : "s"}`;

export const decided: DecidedTexts = {
  titles: {
    warning: "A warning for you",
    removal: "One of your messages was removed",
    mute: (span) => `You cannot write here for ${span}`,
    kick: "You were put out of the room",
    room_ban: (span) => `This room is closed to you for ${span}`,
    ban: (span) => `This place is closed to you for ${span}`,
  },
  minutes: (count) => `${count}\u00a0min`,
  hours: (count) => `${count}\u00a0h`,
  days: (count) => some(count, "day"),
  leads: {
    warning: "Nothing is closed to you. Please keep it in mind.",
    removal: "Nothing else changes for you.",
    mute: (until, left, room) => `Until ${until}, in ${room}: ${left} more. You can keep reading.`,
    kick: (until, left) => `You can come back at ${until}: ${left} more.`,
    room_ban: (until, room) => `Until ${until}, in ${room}. The other rooms stay open to you.`,
    ban: (until) => `Until ${until}.`,
  },
  why: "Why",
  messageConcerned: "Message concerned",
  facts: "Facts",
  ground: "Ground",
  decidedBy: "Decided by",
  byPerson: (who, at) => `A member of the team · ${who}, at ${at}. No automated decision.`,
  byRule: (at) => `A rule, at ${at}: an automated decision.`,
  receipt: "Receipt code",
  receiptLead: (until) => `It opens the decision and the appeal until ${until}, even after you have left.`,
  copy: "Copy",
  copyCode: "Copy the receipt code",
  codeCopied: "Code copied.",
  codeNotCopied: "It could not be copied: write the code down.",
  contest: "Contest",
  goOnReading: "Keep reading",
  understood: "Understood",
  leave: "Leave",
  mutedUntil: (until, left) => `You can write again at ${until}, in ${left}. You may still read and leave.`,
  decisionAndAppeal: "Decision and appeal",
  canWriteAgain: "You can write here again.",
};

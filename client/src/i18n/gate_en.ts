/** Every English text of the door of a room for adults, and of what one's proof is. */
import type { GateTexts } from "./gate_fr";

export const gate: GateTexts = {
  gateTitle: "This room is for adults",
  gateLead: "Everyone gives a proof of age here. This is no doubt about you: a stated age protects nobody.",
  gateSays: "It says “18 or over”, nothing else. No name and no birth date is kept, and nobody sees it.",
  gateShut: "One enters with a proof of age, and this place takes none yet: for now, nobody enters.",
  gateProve: "Prove my age",
  gateProveAgain: "Prove my age again",
  gateOthers: "Open to everyone",

  // a proof that is over
  proofOverTitle: "Your proof of age is over",
  proofOver: {
    expired: "It has lasted its time.",
    idle: "It ends by itself after a while without activity.",
    elsewhere: "It is good in one browser only, and another one came with your session.",
    revoked: "The team took back the code that gave it. They can tell you why.",
    ended: "You ended it yourself.",
  },
  proofOverLead: "Nothing of this room stays on this page. Your messages live there until their time.",

  // in the settings
  proofUntil: (until: string) =>
    `Until ${until}, in this browser. Taking part makes it last, 4\u00a0h at most.`,
  proofNone: "None at the moment. Rooms for adults ask for one.",
  proofEnd: "End it",
  proofEnded: "Done: the proof no longer exists.",
  proofNotEnded: "The server did not answer: it still holds. Try again.",
  proofClock: (hours: number, minutes: string) => `${hours}:${minutes}`,
  proofIfAdult: "Are you 18 or over? A proof of age lifts these limits, and nobody sees it.",
};

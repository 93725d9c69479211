/** Every English text of the desk's vouching for a guest's age. */
import type { VouchTexts } from "./vouch_fr";

export const vouch: VouchTexts = {
  vouchTitle: "Vouch for an age",
  vouchLead:
    "For someone two of us meet, and whose age we know. A document may be looked at, never copied or written down.",
  vouchOpen: "Begin to vouch",
  vouchYours: "Your code",
  vouchTellIt: "Tell it to this person, and to nobody else: it opens rooms for adults to one session.",
  vouchWaits: "It works once somebody else of the team has confirmed it, right here.",
  vouchWorks: "Confirmed: it works.",
  vouchLeft: (minutes: number, seconds: string) => `Another ${minutes}\u00a0min\u00a0${seconds}`,
  vouchToday: "Since yesterday",
  vouchNone: "Nobody vouched for anyone.",
  vouchBy: (member: string, at: string) => `Begun by ${member} at ${at}`,
  vouchWith: (member: string) => `confirmed by ${member}`,
  vouchStates: {
    opened: "waits to be confirmed",
    confirmed: "ready",
    used: "used",
    revoked: "taken back",
    expired: "over",
  },
  vouchSecond: "Confirm",
  vouchSecondOf: (member: string) => `Confirm what ${member} vouches for`,
  vouchSecondTitle: "Confirm this?",
  vouchSecondLead: "You met this person too, and you know that they are 18 or over.",
  vouchRevoke: "Take back",
  vouchRevokeOf: (member: string) => `Take back what ${member} vouched for`,
  vouchRevokeTitle: "Take this back?",
  vouchRevokeLead: "The code no longer works. If it gave a proof, that ends at once.",
  vouchGiveUp: "Cancel",
  vouchFaults: {
    needs_another_person: "You began it yourself: somebody else confirms it.",
    vouch_over: "It is over, or was taken back.",
    vouch_unknown: "It no longer exists.",
  },
};

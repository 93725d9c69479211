/** Every French text of what was decided about the reader. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

const some = (count: number, one: string) => `${count}\u00a0${one}${count > 1 ? "s" : ""}`;

export const decided = {
  titles: {
    warning: "Un avertissement pour vous",
    removal: "Un de vos messages a été retiré",
    contact_stopped: "Certains de vos messages ne sont plus transmis",
    writing_closed: "Vous pouvez lire, plus écrire",
    mute: (span: string) => `Vous ne pouvez plus écrire ici pendant ${span}`,
    kick: "On vous a fait sortir du salon",
    room_ban: (span: string) => `Ce salon vous est fermé pendant ${span}`,
    ban: (span: string) => `Ce lieu vous est fermé pendant ${span}`,
  },
  minutes: (count: number) => `${count}\u00a0min`,
  hours: (count: number) => `${count}\u00a0h`,
  days: (count: number) => some(count, "jour"),
  leads: {
    warning: "Rien ne vous est fermé. Merci d’en tenir compte.",
    removal: "Rien d’autre ne change pour vous.",
    contact_stopped: "Une règle a arrêté un échange entre deux personnes. Tout le reste vous reste ouvert.",
    writing_closed: "Une règle a fermé l’écriture. Si c’est une erreur, une personne vous répondra.",
    mute: (until: string, left: string, room: string) =>
      `Jusqu’à ${until}, dans ${room}\u00a0: encore ${left}. Vous pouvez continuer à lire.`,
    kick: (until: string, left: string) => `Vous pourrez revenir à ${until}\u00a0: encore ${left}.`,
    room_ban: (until: string, room: string) =>
      `Jusqu’au ${until}, dans ${room}. Les autres salons vous restent ouverts.`,
    ban: (until: string) => `Jusqu’au ${until}.`,
  },
  why: "Pourquoi",
  messageConcerned: "Message en cause",
  facts: "Faits",
  ground: "Fondement",
  decidedBy: "Décidé par",
  byPerson: (who: string, at: string) =>
    `Une personne de l’équipe · ${who}, à ${at}. Aucune décision automatique.`,
  byRule: (at: string) => `Une règle, à ${at}\u00a0: décision automatique.`,
  receipt: "Code de reçu",
  receiptLead: (until: string) =>
    `Il ouvre la décision et la contestation jusqu’au ${until}, même après votre départ.`,
  copy: "Copier",
  copyCode: "Copier le code de reçu",
  codeCopied: "Code copié.",
  codeNotCopied: "La copie n’a pas pu se faire\u00a0: recopiez le code.",
  contest: "Contester",
  goOnReading: "Continuer à lire",
  understood: "J’ai compris",
  leave: "Partir",
  mutedUntil: (until: string, left: string) =>
    `Vous pourrez écrire à ${until}, dans ${left}. Lire et partir restent possibles.`,
  decisionAndAppeal: "Décision et contestation",
  canWriteAgain: "Vous pouvez de nouveau écrire ici.",
};

export type DecidedTexts = Loose<typeof decided>;

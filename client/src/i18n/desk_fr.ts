/** Every French text of the desk. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

const messages = (count: number) => `${count}\u00a0message${count > 1 ? "s" : ""}`;

export const desk = {
  desk: "Pupitre",
  views: { held: "À relire", rules: "Règles", events: "Journal" },
  skipToDesk: "Aller au contenu",
  you: (name: string, number: number) => `${name} · M-${number}`,
  signOut: "Se déconnecter",
  otherLanguage: "English",

  // signing in
  signInTitle: "Le pupitre s’ouvre par une adresse",
  signInLead:
    "Elle est à vous, elle sert une fois et pendant dix minutes. En démonstration, le serveur en affiche deux quand il démarre.",
  staleTitle: "Cette adresse ne sert plus",
  staleLead:
    "Elle a déjà servi, ou elle a plus de dix minutes. Demandez-en une autre\u202f; en démonstration, redémarrez le serveur.",
  opening: "Ouverture du pupitre…",
  offline: "Hors ligne. Ce qui est affiché peut avoir changé.",

  // what waits
  heldTitle: "À relire",
  heldNone: "Rien n’attend.",
  heldNoneLead: "Un message qui attend apparaît ici tout seul.",
  heldNotYours: "Votre rôle ne décide pas des messages.",
  waitingOf: (name: string, room: string) => `Message de ${name} dans ${room}`,
  ago: (count: number, unit: "min" | "h") => `il y a ${count}\u00a0${unit}`,
  trust: { new: "Vient d’arriver", settled: "Là depuis un moment" },
  answers: "Répond à un message",
  fired: "Ce qui s’est déclenché",
  signals: "Signaux",
  release: "Libérer",
  refuse: "Refuser",
  refuseWhy: "Refuser en disant pourquoi",
  reason: "Raison, gardée avec la décision",
  released: (name: string) => `Message de ${name} libéré`,
  refused: (name: string) => `Message de ${name} refusé`,
  cancel: "Annuler",
  undo: "Annuler",
  undoIn: (seconds: number) => `encore ${seconds}\u00a0s`,
  alreadySettled: (by: string, at: string) => `${by} a déjà décidé de ce message, à ${at}.`,

  // rooms
  roomsTitle: "Salons",
  present: (count: number) => `${count} ici`,
  waitingHere: (count: number) => `${messages(count)} à relire`,
  watch: "Je veille",
  watchIn: (room: string) => `Je veille sur ${room}`,
  watchLead: "Six salons au plus. Sans geste de vous pendant dix minutes, un salon n’est plus couvert.",
  covers: { attended: "Couvert", unattended: "Mode prudent", shield: "Bouclier" },
  watchers: (count: number) => `${count} à la modération`,

  // the shield
  shield: "Bouclier…",
  shieldUp: "Baisser le bouclier…",
  shieldOn: (since: string) => `Bouclier levé depuis ${since}`,
  shieldTitle: "Lever le bouclier\u202f?",
  shieldLead:
    "Partout, qui vient d’arriver lira sans écrire, jusqu’à ce que vous le baissiez. Qui parlait déjà continue. C’est inscrit au journal.",
  shieldRaise: "Lever le bouclier",
  shieldDownTitle: "Baisser le bouclier\u202f?",
  shieldDownLead: "Qui vient d’arriver pourra de nouveau écrire.",
  shieldLower: "Baisser le bouclier",

  // rules
  rulesLead: "Une règle ne compare que des mots et des circonstances. Elle passe par l’essai avant d’agir.",
  rulesProblem: "Les dernières règles n’ont pas pu entrer en vigueur. Celles d’avant valent toujours.",
  newRule: "Nouvelle règle",
  newVersion: "Nouvelle version",
  statuses: { draft: "brouillon", shadow: "à l’essai", live: "en vigueur", retired: "retirée" },
  verdicts: { allow: "laisser passer", hold: "mettre en attente", block: "arrêter" },
  effect: {
    care: "proposer de l’aide",
    protect: "protéger qui écrit",
    urgent: "prévenir d’urgence",
    child_in_danger: "enfant en danger",
  },
  grounds: { house: "règle du lieu", law: "loi" },
  braked: "freinée",
  brakedLead: "Elle touchait trop de messages\u00a0: le programme lui a retiré son effet.",
  shipped: "livrée",
  hits: (live: number, shadow: number, judged: number) =>
    `${live} en vigueur, ${shadow} à l’essai, sur ${judged} jugés`,
  by: (author: string) => `écrite par ${author}`,
  approvedBy: (approver: string) => `approuvée par ${approver}`,
  to: {
    draft: "Remettre en brouillon",
    shadow: "Mettre à l’essai",
    live: "Approuver et mettre en vigueur",
    retired: "Retirer",
  },
  history: "Histoire",
  step: (status: string, by: string, at: string) => `${status}, par ${by}, ${at}`,
  ruleOf: (number: string) => `règle ${number}`,

  // writing one
  fields: {
    id: "Identifiant",
    when: "Quand",
    verdict: "Alors",
    effects: "Et aussi",
    policy: "Règle du lieu",
    ground: "Fondement",
    explanation: "Ce que lit qui a écrit",
    patterns: "Motifs, un par ligne",
  } as Record<string, string>,
  idLead: "Lettres, chiffres et tirets.",
  whenLead:
    'Des signaux, le salon, la confiance, la couverture\u00a0; par exemple matches and trust == "new"',
  patternsLead:
    "Un mot avec des jokers (conn*rd), ou du RE2 entre barres obliques. Ils donnent le signal matches.",
  inLanguage: { fr: "en français", en: "en anglais" },
  check: "Vérifier",
  checkFine: "Rien à redire.",
  faultAt: (line: number, column: number) => `ligne ${line}, colonne ${column}`,
  faultOf: {
    explanation: () => "Il faut un texte en français et un en anglais.",
    never: () => "Elle ne peut jamais être vraie.",
    signal: (name: string) => `Signal inconnu\u00a0: ${name}.`,
    near: (name: string, like: string) => `Signal inconnu\u00a0: ${name}. Peut-être ${like}\u202f?`,
  },
  faultAsTold: "Le serveur répond\u00a0:",
  keepDraft: "Garder le brouillon",
  backtest: "Essayer sur les messages gardés",
  backtestStop: "Arrêter l’essai",
  backtesting: (done: number, total: number) => `${done} messages sur ${total}`,
  backtestNone: "Aucun message n’est gardé\u00a0: rien à essayer.",
  backtestDone: (matched: number, total: number) => `${messages(matched)} sur ${total} seraient concernés.`,
  backtestBefore: { allow: "passaient", hold: "attendaient", block: "étaient arrêtés" },
  sample: "Quelques-uns",
  kept: "Brouillon gardé.",

  // the journal
  eventsLead: "Tout ce qui est fait au nom du lieu. Rien ne s’y modifie, rien ne s’y efface.",
  eventsNone: "Rien encore.",
  older: "Plus anciens",
  eventColumns: { at: "Quand", who: "Qui", what: "Quoi", subject: "Sur quoi", reason: "Pourquoi" },
  program: "le programme",
  operator: "l’opérateur",
  what: {
    signed_in: "connexion",
    signed_out: "déconnexion",
    message_released: "message libéré",
    message_refused: "message refusé",
    shield_raised: "bouclier levé",
    shield_lowered: "bouclier baissé",
    rule_written: "règle écrite",
    rule_shadowed: "règle mise à l’essai",
    rule_approved: "règle approuvée",
    rule_retired: "règle retirée",
    rule_braked: "règle freinée",
    care_offered: "aide proposée",
    writing_closed: "écriture fermée",
    pair_pressed: "personne pressée",
    join_wave: "arrivée massive",
  } as Record<string, string>,

  // keys
  keysOfDesk: "Touches du pupitre",
  keys: {
    next: "Message suivant",
    previous: "Message précédent",
    release: "Libérer",
    refuse: "Refuser",
    refuseWhy: "Refuser en disant pourquoi",
    undo: "Annuler la dernière décision",
    held: "À relire",
    rules: "Règles",
    events: "Journal",
    list: "Cette liste",
  },
  allKeys: "toutes les touches",

  // what goes wrong
  faults: {
    unreachable: "Le serveur ne répond pas. Rien n’a été décidé.",
    unavailable: "Le serveur ne peut rien écrire pour l’instant. Rien n’a été décidé.",
    not_found: "Ce message n’attend plus.",
    not_for_you: "Cela ne relève pas de votre rôle.",
    needs_another_person:
      "Une règle entre en vigueur quand une autre personne que celle qui l’a écrite l’approuve.",
    rule_refused: "Cette règle ne peut pas servir telle quelle.",
    status_refused: "La règle ne peut pas passer de là où elle est à cet état.",
    too_many_rooms_watched: "Une personne veille sur six salons au plus.",
    too_many_rules: "Il y a déjà trop de règles ou de motifs.",
    room_closed: "Le salon est fermé.",
  } as Record<string, string>,
  faultOtherwise: "Cela n’a pas pu se faire.",
};

export type DeskTexts = Loose<typeof desk>;

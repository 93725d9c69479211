/** Every French text of the guest's pages. \u00a0 and \u202f are its no-break spaces. */

const persons = (count: number) => `${count}\u00a0personne${count > 1 ? "s" : ""}`;

export const fr = {
  // places
  lobbyTitle: "Entrez, on parle.",
  lobbyLead: "Sans inscription. Lire ne demande rien, écrire demande un pseudo.",
  skipToMessage: "Aller au message",
  skipToRooms: "Aller aux salons",
  rooms: "Salons",
  allRooms: "Tous les salons",
  searchRooms: "Chercher un salon",
  noRoomFound: (query: string) => `Aucun salon ne répond à «\u00a0${query}\u00a0».`,
  roomsFound: (count: number) => `${count}\u00a0salon${count > 1 ? "s" : ""}`,
  noRooms: "Aucun salon n’est ouvert pour le moment.",
  persons,
  personsHere: (count: number) => (count === 0 ? "Personne pour l’instant" : `${persons(count)} ici`),
  nobodyHere: "Personne pour l’instant",
  reading: (count: number) =>
    count === 0
      ? "Personne ne lit sans participer"
      : `${count} ${count > 1 ? "lisent" : "lit"} sans participer`,
  alsoReading: (count: number) => `${count} ${count > 1 ? "lisent" : "lit"}`,
  demo: "Démonstration",
  guestsOnlyMark: "Avec un pseudo",
  inLanguage: { fr: "en français", en: "en anglais" },
  publisher: (name: string) => `Tenu par ${name}`,
  page: { rules: "Règles", privacy: "Confidentialité", legal: "Mentions légales" } as Record<string, string>,
  shortPage: { rules: "Règles", privacy: "Confidentialité", legal: "Mentions" } as Record<string, string>,
  language: "Langue",
  theme: "Thème",
  themes: { auto: "Thème du système", light: "Thème clair", dark: "Thème sombre" },

  // who is here
  present: "Personnes présentes",
  presentCount: (count: number) => `Personnes présentes\u00a0: ${count}`,
  inRoom: "Dans le salon",
  you: "(vous)",
  tag: "marque ",
  rosterForGuests: "Les noms se voient après un premier message.",
  rosterCrowd: "Il y a trop de monde pour une liste.",
  rosterEmpty: "Personne n’a encore écrit ici.",
  spectator: "Vous lisez sans participer. Compté, jamais listé.",
  visibleHere: "Visible ici, aujourd’hui",
  close: "Fermer",
  back: "Retour",

  // timeline
  log: "Messages",
  loadingOlder: "Les messages plus anciens arrivent…",
  beginning: (hours: number) => `C’est le début\u00a0: ici, un message vit ${hours}\u00a0h.`,
  olderForGuests: "Les messages plus anciens se lisent après un premier message.",
  connecting: "Connexion au salon…",
  emptyRoom: "Personne n’a parlé ces dernières heures.",
  emptyRoomLead: "Un bonjour suffit pour commencer.",
  unread: "Nouveaux messages",
  newMessages: (count: number) => `${count} ${count > 1 ? "nouveaux messages" : "nouveau message"}`,
  toTheEnd: "Derniers messages",
  today: (date: string) => `Aujourd’hui, ${date}`,
  yesterday: (date: string) => `Hier, ${date}`,
  justNow: "à l’instant",
  edited: "modifié",
  removed: {
    author: "Message retiré par son auteur.",
    moderation: "Message retiré par la modération.",
    erased: "Message effacé par son auteur.",
  },
  someone: "Quelqu’un",
  sending: "envoi…",
  unsent: "Pas envoyé\u00a0: trop de temps a passé, ou la session a changé.",
  resend: "Renvoyer",
  discard: "Jeter",
  actionsOn: (name: string) => `Actions sur le message de ${name}`,
  copyText: "Copier le texte",
  copied: "Texte copié.",
  edit: "Modifier",
  remove: "Retirer",
  removeTitle: "Retirer ce message\u202f?",
  removeLead: (hours: number) =>
    `Il disparaît pour tout le monde, tout de suite. Une copie scellée reste ${hours}\u00a0h, pour qu’il puisse encore être signalé.`,
  keep: "Garder",

  // composer
  writeIn: (room: string) => `Écrire dans ${room}`,
  nickname: "Pseudo",
  otherNickname: "Proposer un autre pseudo",
  message: "Message",
  firstPlaceholder: "Un bonjour, une question",
  placeholder: "Votre message",
  send: "Envoyer",
  sendIn: (seconds: number) => `Envoyer, possible dans ${seconds}\u00a0seconde${seconds > 1 ? "s" : ""}`,
  seconds: (count: number) => `${count}\u00a0s`,
  enter: "Entrer",
  accepting: (age: number) => `Envoyer, c’est accepter\u00a0: ${age}\u00a0ans et plus`,
  rulesLine: { rules: "règles", privacy: "confidentialité" } as Record<string, string>,
  messagesKept: (hours: number) => `messages ${hours}\u00a0h`,
  sealedKept: (hours: number) => `copie scellée ${hours}\u00a0h`,
  newNameHere: "Un pseudo par salon\u00a0: rien ne relie celui-ci à l’autre.",
  writingAs: (name: string) => `Vous écrivez sous le nom ${name}, changer`,
  hintEnter: "Entrée",
  hintSends: "envoie",
  hintShift: "Maj",
  hintNewLine: "va à la ligne",
  left: (count: number) =>
    count >= 0
      ? `encore ${count}\u00a0signe${count > 1 ? "s" : ""}`
      : `${-count}\u00a0signe${count < -1 ? "s" : ""} de trop`,
  editing: "Vous modifiez un message.",
  cancel: "Annuler",
  roomClosed: "Ce salon est fermé. On peut encore le lire.",

  // oneself
  self: "Vous, dans ce salon",
  changeName: "Changer de pseudo",
  nameScope: "Il vaut ici et pour la suite\u00a0: vos messages déjà envoyés gardent l’ancien.",
  leave: "Partir",
  leaveLead: "Efface votre session. Vos messages restent jusqu’à leur fin.",
  eraseAll: "Tout effacer",
  eraseLead: "Efface votre session et retire tous vos messages.",
  eraseTitle: "Tout effacer\u202f?",
  eraseWhat: (hours: number) =>
    `Tous vos messages, dans tous les salons, perdent leur texte et votre nom, et votre session se termine. Une copie scellée reste ${hours}\u00a0h, pour qu’un message puisse encore être signalé.`,
  leaving: "Votre session s’efface…",
  leaveFailed: "La session n’a pas pu être effacée\u00a0: le serveur ne répond pas. Réessayez.",

  // what goes wrong, told plainly
  offline: "Hors ligne.",
  stopping: "Le serveur redémarre, on revient tout de suite.",
  waitingCount: (count: number) =>
    count === 0
      ? ""
      : `${count}\u00a0message${count > 1 ? "s" : ""} partir${count > 1 ? "ont" : "a"} au retour de la connexion.`,
  retry: "Réessayer",
  endedTitle: "Votre session est terminée",
  endedLead: "Elle a été fermée ailleurs, ou elle a dépassé sa durée. Vos brouillons sont encore là.",
  startAgain: "Reprendre en lecture",
  notFoundTitle: "Ce salon n’existe pas",
  notFoundLead: "L’adresse est peut-être mal recopiée, ou le salon a été retiré.",
  closedTitle: "Ce salon est fermé",
  closedLead: "Les autres restent ouverts.",
  fullTitle: "Ce salon est plein",
  fullLead: "La page réessaie toute seule et s’ouvrira dès qu’une place se libère.",
  guestsOnlyTitle: "Ce salon se lit avec un pseudo",
  guestsOnlyLead: "Choisissez-en un ci-dessous pour entrer. Rien d’autre n’est demandé.",
  brokenTitle: "La connexion a été refusée",
  brokenLead: "Cette page est peut-être trop ancienne pour le serveur.",
  reload: "Recharger la page",
  notSent: "Message non envoyé",
  notEdited: "Message non modifié",
  draftKept: "Votre brouillon est gardé.",
  wordsFound: "Relevé\u00a0:",
  readRule: (rule: string) => `Lire la règle ${rule}`,
  stoppedByRule: (rule: string) => `la règle ${rule} l’arrête`,
  refusals: {
    body_empty: "il n’y a rien à lire",
    body_too_long: "il est trop long",
    body_unprintable: "il contient des caractères invisibles",
    screened: "une règle du lieu l’arrête",
    slowed: "un peu de patience entre deux messages",
    edit_too_late: "les cinq minutes sont passées",
    not_found: "il n’est plus là",
    room_closed: "le salon est fermé",
    unreachable: "le serveur ne répond pas",
    unavailable: "le serveur ne peut rien écrire pour l’instant",
  } as Record<string, string>,
  refusedOtherwise: "le serveur l’a refusé",
  nameRefusals: {
    nickname_taken: "Quelqu’un porte ici ce pseudo, ou un qui lui ressemble. Choisissez-en un autre.",
    nickname_invalid:
      "De 2 à 24 signes\u00a0: lettres d’un seul alphabet, chiffres, espace, tiret, point, apostrophe.",
    nickname_reserved: "Ce pseudo est réservé à l’équipe. Choisissez-en un autre.",
    nickname_changed_too_often: "Vous venez d’en changer. Attendez un peu.",
    screened: "Une règle du lieu arrête ce pseudo. Choisissez-en un autre.",
    unreachable: "Le serveur ne répond pas. Réessayez.",
  } as Record<string, string>,
  nameRefusedOtherwise: "Ce pseudo a été refusé. Choisissez-en un autre.",
};

type Loose<T> = T extends string
  ? string
  : T extends (...args: infer A) => string
    ? (...args: A) => string
    : { readonly [K in keyof T]: Loose<T[K]> };
export type Texts = Loose<typeof fr>;

/** Every French text of the guest's pages. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

const persons = (count: number) => `${count}\u00a0personne${count > 1 ? "s" : ""}`;

export const fr = {
  // places
  skipToMessage: "Aller au message",
  rooms: "Salons",
  personsHere: (count: number) => (count === 0 ? "Personne pour l’instant" : `${persons(count)} ici`),
  demo: "Démonstration",

  // who is here
  present: "Personnes présentes",
  presentCount: (count: number) => `Personnes présentes\u00a0: ${count}`,
  you: "(vous)",
  tag: "marque ",
  close: "Fermer",

  // timeline
  loadingOlder: "Les messages plus anciens arrivent…",
  beginning: (hours: number) => `C’est le début\u00a0: ici, un message vit ${hours}\u00a0h.`,
  olderForGuests: "Les messages plus anciens se lisent après un premier message.",
  connecting: "Connexion au salon…",
  emptyRoom: "Personne n’a parlé ces dernières heures.",
  emptyRoomLead: "Un bonjour suffit pour commencer.",
  unread: "Nouveaux messages",
  newMessages: (count: number) => `${count} ${count > 1 ? "nouveaux messages" : "nouveau message"}`,
  messageForYou: (name: string, others: number) =>
    others === 0
      ? `Un message pour vous, de ${name}`
      : `${others + 1}\u00a0messages pour vous, dont un de ${name}`,
  olderMissing: "Les messages plus anciens ne sont pas venus.",
  toTheEnd: "Derniers messages",
  today: (date: string) => `Aujourd’hui, ${date}`,
  yesterday: (date: string) => `Hier, ${date}`,
  weekdays: "dimanche lundi mardi mercredi jeudi vendredi samedi",
  months: "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
  dayOfMonth: (day: number) => (day === 1 ? "1er" : `${day}`),
  justNow: "à l’instant",
  ago: (count: number, unit: "min" | "h") => `il y a ${count}\u00a0${unit}`,
  edited: "modifié",
  removed: {
    author: "Message retiré par qui l’a écrit.",
    moderation: "Message retiré par la modération.",
    erased: "Message effacé par qui l’a écrit.",
  },
  someone: "Quelqu’un",
  sending: "envoi…",
  queued: "en attente de la connexion",
  actionsOn: (name: string) => `Actions sur le message de ${name}`,

  // what one does with a message
  reactions: "Réactions",
  reaction: {
    thanks: "merci",
    like: "j’aime",
    agree: "d’accord",
    funny: "drôle",
    support: "soutien",
    informative: "instructif",
  },
  reactedBy: (word: string, count: number) => `${word}, ${persons(count)}`,
  inReplyTo: "En réponse à ",
  quoted: { removed: "message retiré", older: "message plus ancien", hidden: "message masqué" },
  announcement: "Annonce",
  pinned: "Épinglé",

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
  accepting: (age: number, isEntry: boolean) =>
    `${isEntry ? "Entrer" : "Envoyer"}, c’est accepter\u00a0: ${age}\u00a0ans et plus`,
  rulesLine: { rules: "règles", privacy: "confidentialité" } as Record<string, string>,
  messagesKept: (hours: number) => `messages ${hours}\u00a0h`,
  sealedKept: (hours: number) => `copie scellée ${hours}\u00a0h`,
  newNameHere: "Un pseudo par salon\u00a0: rien ne relie celui-ci à l’autre.",
  writingAs: (name: string) => `Vous écrivez sous le nom ${name}, changer`,
  hintEnter: "Entrée",
  hintSends: "envoie",
  hintShift: "Maj",
  hintNewLine: "va à la ligne",

  // oneself

  // what goes wrong, told plainly
  offline: "Hors ligne.",
  stopping: "Le serveur redémarre, on revient tout de suite.",
  waitingCount: (count: number) =>
    count === 0
      ? ""
      : `${count}\u00a0message${count > 1 ? "s" : ""} partir${count > 1 ? "ont" : "a"} au retour de la connexion.`,
  retry: "Réessayer",
  reload: "Recharger la page",
  partComing: "Un instant…",
  partMissing: "Cette partie de la page n’a pas pu être chargée. Rien n’est perdu.",
  slowMode: (seconds: number) => `Mode lent\u00a0: un message toutes les ${seconds}\u00a0s`,
};

export type Texts = Loose<typeof fr>;

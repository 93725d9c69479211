/** Every French text of what opens over the page or stands in its place: fetched with it. */
import type { Loose } from "./loose";

export const panels = {
  // settings
  display: "Affichage",
  language: "Langue",
  theme: "Thème",
  themes: { auto: "Système", light: "Clair", dark: "Sombre" },
  textSize: "Taille du texte",
  percent: (value: string) => `${value}\u202f%`,
  languageMissing: "Cette langue n’a pas pu être chargée.",
  telling: "Quand la page n’est pas sous vos yeux",
  sound: "Son",
  sounds: { off: "Aucun", addressed: "Quand on vous écrit", all: "À chaque message" },
  soundLead: "Une note douce, jamais dans l’onglet que vous regardez.",
  notices: "Notifications",
  noticesLead:
    "Quand on vous mentionne ou qu’on vous répond, tant que cette page est ouverte. Elles ne montrent ni texte ni pseudo.",
  noticesDenied:
    "Votre navigateur les refuse à ce site. Pour changer d’avis, ouvrez les réglages du site, près de l’adresse, puis rechargez la page.",
  noticesUnsupported: "Ce navigateur n’en propose pas.",
  keyboard: "Clavier",
  singleKeys: "Touches d’un seul signe",
  singleKeysLead: "À couper si vous dictez\u00a0: un mot mal compris ne fera rien d’inattendu.",
  hiddenTitle: "Personnes que vous ne voyez plus",
  hiddenNone: "Personne. Chaque message a un menu pour ne plus voir qui l’a écrit.",
  hiddenLead:
    "Chacune dans son salon seulement. Pour ce qui est nouveau, jusqu’à minuit\u00a0: les marques changent alors. La personne n’en sait rien.",
  hiddenUnread: "La liste n’a pas pu être lue.",
  ownAge: "Preuve d’âge",
  thisBrowser: "Dans ce navigateur",
  thisBrowserLead:
    "Ces choix sont gardés par ce navigateur. «\u00a0Remettre d’origine\u00a0» les en retire\u202f; la langue reste.",
  install: "Installer sur cet appareil",
  asUsual: "Remettre d’origine",
  whatIsKept: "Ce que l’on garde",

  // keys
  keysTitle: "Liste des touches",
  keysEverywhere: "Partout",
  keysOfMessages: "Dans les messages",
  messageKeys: {
    move: "Message précédent ou suivant",
    menu: "Ouvrir le menu du message",
    reply: "Répondre",
    react: "Réagir",
    copy: "Copier le texte",
    edit: "Modifier le vôtre, pendant cinq minutes",
    remove: "Retirer le vôtre",
    last: "Dans le champ vide\u00a0: modifier votre dernier message",
    back: "Revenir au champ",
  },
  keysSingle:
    "Les touches d’un seul signe attendent que vous n’écriviez pas. Elles se coupent dans les réglages.",
  keyOr: "ou",
  keyNames: {
    Enter: "Entrée",
    Shift: "Maj",
    Escape: "Échap",
    Tab: "Tab",
    Alt: "Alt",
    Control: "Ctrl",
    ArrowUp: "↑",
    ArrowDown: "↓",
    ArrowLeft: "←",
    ArrowRight: "→",
    Home: "Début",
    End: "Fin",
    Delete: "Suppr",
    PageUp: "Page↑",
    PageDown: "Page↓",
    Space: "Espace",
  } as Record<string, string>,
  keyDoes: {
    list: "Cette liste",
    region: "Partie suivante ou précédente de la page",
    room: "Salon précédent ou suivant",
    close: "Fermer ce qui est ouvert",
  },

  // what stands where nothing else can, and what asks first
  endedTitle: "Votre session est terminée",
  endedLead: "Elle a été fermée ailleurs, ou elle a dépassé sa durée. Vos brouillons sont encore là.",
  startAgain: "Reprendre en lecture",
  notFoundTitle: "Ce salon n’existe pas",
  notFoundLead: "L’adresse est peut-être mal recopiée, ou le salon a été retiré.",
  closedTitle: "Ce salon est fermé",
  closedLead: "Les autres restent ouverts.",
  roomClosed: "Ce salon est fermé. On peut encore le lire.",
  fullTitle: "Ce salon est plein",
  fullLead: "La page réessaie toute seule et s’ouvrira dès qu’une place se libère.",
  guestsOnlyTitle: "Ce salon se lit avec un pseudo",
  guestsOnlyLead: "Choisissez-en un ci\u2011dessous pour entrer. Rien d’autre n’est demandé.",
  brokenTitle: "La connexion a été refusée",
  brokenLead: "Cette page est peut-être trop ancienne pour le serveur.",
  self: "Vous, dans ce salon",
  nameScope: "Il vaut ici et pour la suite\u00a0: vos messages déjà envoyés gardent l’ancien.",
  leaveLead: "Efface votre session. Vos messages restent jusqu’à leur fin.",
  eraseLead: "Efface votre session et retire tous vos messages.",
  eraseTitle: "Tout effacer\u202f?",
  eraseWhat: (hours: number) =>
    `Tous vos messages, dans tous les salons, perdent leur texte et votre nom, et votre session se termine. Une copie scellée reste ${hours}\u00a0h, pour qu’un message puisse encore être signalé.`,
  removeTitle: "Retirer ce message\u202f?",
  removeLead: (hours: number) =>
    `Il disparaît pour tout le monde, tout de suite. Une copie scellée reste ${hours}\u00a0h, pour qu’il puisse encore être signalé.`,
  remove: "Retirer",
  keep: "Garder",
  seeAgain: (name: string) => `Revoir ${name}`,
  changeName: "Changer de pseudo",
  seeAgainShort: "Revoir",
};

export type PanelTexts = Loose<typeof panels>;

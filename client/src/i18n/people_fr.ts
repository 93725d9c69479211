/** Every French text of the desk's people and their passkeys. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

export const people = {
  // coming in
  comeIn: "Entrer avec ma clé d’accès",
  asking: "Votre appareil vous demande de vous montrer…",
  recovery: "J’ai perdu mes clés",
  recoveryCode: "Code de secours",
  recoveryLead: "Un des huit codes notés en ajoutant votre première clé. Il ne sert qu’une fois.",
  recoveryEnter: "Entrer avec ce code",
  noMore: "Ni clé ni code\u202f? La personne qui vous a fait entrer peut vous inviter de nouveau.",

  // one's own keys
  ownKeys: "Mes clés d’accès",
  ownKeysLead:
    "Une clé d’accès est gardée par votre téléphone, votre ordinateur ou une clé USB. Elle remplace le mot de passe, et ne se donne à aucun autre site.",
  requiredTitle: "Ajoutez une clé d’accès",
  requiredLead: "Ici, personne ne modère sans clé d’accès\u00a0: c’est elle qui montre que c’est bien vous.",
  keysImpossible:
    "Les clés d’accès demandent un nom, pas une adresse en chiffres\u00a0: ouvrez le pupitre sur localhost, ou sous le nom du lieu.",
  noKeys: "Vous n’en avez pas encore.",
  keyName: "Nom de la clé",
  keyNameHint: "Par exemple Téléphone, ou Clé USB du tiroir.",
  addKey: "Ajouter une clé",
  addedOn: (at: string) => `ajoutée le ${at}`,
  usedOn: (at: string) => `utilisée le ${at}`,
  neverUsed: "jamais utilisée",
  elsewhere: "pour une autre adresse",
  revoke: "Révoquer",
  revokeKey: (name: string) => `Révoquer la clé ${name}`,
  revokeTitle: (name: string) => `Révoquer «\u00a0${name}\u00a0»\u202f?`,
  revokeLead: "Elle n’ouvrira plus rien ici. Gardez-en une autre.",
  recoveryCodes: "Codes de secours",
  codesLeft: (count: number) =>
    count === 0 ? "Vous n’en avez pas." : `Il vous en reste ${count}, à un usage chacun.`,
  makeCodes: "Faire huit codes",
  newCodes: "Vos codes de secours",
  newCodesLead: "Ils ne seront plus montrés. Imprimez-les ou recopiez-les, loin de cet appareil.",
  copyAll: "Copier",
  codesCopied: "Copié.",
  printAll: "Imprimer",

  // the team
  teamTitle: "Équipe",
  teamLead:
    "Les noms restent entre nous\u00a0: dans les salons, on lit «\u00a0une personne de l’équipe · M\u20113\u00a0».",
  peopleColumns: { number: "Numéro", name: "Nom", role: "Rôle", rooms: "Salons", keys: "Clés" },
  roles: { owner: "responsable", moderator: "modération", custodian: "dépositaire de clé" },
  everyRoom: "tous",
  itsYou: "vous",
  removeFromTeam: "Retirer",
  removePerson: (name: string) => `Retirer ${name}`,
  removePersonTitle: (name: string) => `Retirer ${name}\u202f?`,
  removePersonLead:
    "Ses clés et ses connexions s’arrêtent aussitôt. Ce qui a été fait sous son numéro reste au journal.",
  inviteAgain: "Inviter de nouveau",
  againPerson: (name: string) => `Inviter de nouveau, ${name}`,
  againTitle: (name: string) => `Inviter ${name} de nouveau\u202f?`,
  againLead: "Pour qui a perdu toutes ses clés. Les anciennes meurent, ses connexions aussi.",
  inviteSomebody: "Inviter quelqu’un",
  personName: "Nom dans l’équipe",
  roleOf: "Rôle",
  inRooms: "Seulement dans ces salons",
  inRoomsHint: "Aucun coché\u00a0: tous.",
  sendInvite: "Préparer l’adresse",
  theirAddress: "Son adresse",
  theirAddressLead: (until: string) =>
    `Elle ne sera plus montrée. Elle sert une fois, jusqu’au ${until}. Remettez-la en main propre, ou par un canal sûr.`,
  giveUp: "Annuler",

  keyFaults: {
    challenge_foreign: "La clé a répondu à une autre question. Recommencez.",
    challenge_stale: "C’était trop long. Recommencez.",
    confirm_identity: "Montrez d’abord avec votre clé que c’est bien vous.",
    last_owner: "Il faut que quelqu’un puisse encore inviter.",
    last_passkey: "La dernière clé ne se révoque pas\u00a0: ajoutez-en une autre d’abord.",
    link_stale: "Cette adresse a déjà servi, ou elle est trop ancienne.",
    origin_foreign: "La clé a répondu pour une autre adresse que celle-ci.",
    passkey_cancelled: "Aucune clé n’a répondu.",
    passkey_copied: "Cette clé compte à rebours, comme ferait une copie. Elle est refusée, et c’est noté.",
    passkey_impossible:
      "Les clés d’accès demandent un nom, pas une adresse en chiffres\u00a0: ouvrez le pupitre sur localhost, ou sous le nom du lieu.",
    passkey_known: "Cette clé est déjà connue.",
    passkey_refused: "La réponse de la clé n’est pas croyable.",
    passkey_required: "Ajoutez d’abord une clé d’accès.",
    passkey_unknown: "Cette clé n’est à personne d’ici.",
    recovery_unknown: "Ce code n’en est pas un, ou il a déjà servi.",
    slowed: "Trop d’essais. Attendez un peu.",
    staff_unknown: "Cette personne n’est plus de l’équipe.",
    too_many_passkeys: "Il y a déjà dix clés.",
  } as Record<string, string>,
};

export type PeopleTexts = Loose<typeof people>;

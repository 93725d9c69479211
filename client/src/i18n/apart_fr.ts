/** Every French text of private rooms and conversations. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

const hours = (count: number) => `${count}\u00a0h`;

export const apart = {
  // what stands beside a room
  conversations: "Conversations",
  newRoomName: "Salon privé",
  ownRooms: "Salons privés",
  requests: "Demandes",
  unreadIn: (count: number) => `${count} non lu${count > 1 ? "s" : ""}`,
  talkOver: "terminée",
  roomOver: "fini",
  talkFrozen: "suspendue",
  somethingWaits: "Quelque chose vous attend.",
  requestCame: "Quelqu’un vous propose un échange privé. La demande est dans «\u00a0Demandes\u00a0».",

  // asking
  proposeTitle: (name: string) => `Proposer un échange privé à ${name}\u202f?`,
  proposeWhat: (room: string) =>
    `La demande ne porte aucun texte. Elle dit votre pseudo ici, et que c’est dans ${room}.`,
  proposeThen:
    "Vous saurez seulement si elle est acceptée. Refusée, sans réponse ou jamais lue, elle a l’air pareille, et s’efface après un jour.",
  proposeDo: "Proposer",
  proposed: "Demande faite. Si elle est acceptée, l’échange s’ouvre dans «\u00a0Conversations\u00a0».",
  notProposed: (why: string) => `Demande non faite\u00a0: ${why}.`,
  adultsFirst: "Les échanges privés sont entre adultes",
  adultsFirstLead:
    "Une preuve d’âge est demandée des deux côtés\u00a0: c’est par là que passaient les pièges. Elle dit «\u00a018\u00a0ans ou plus\u00a0», rien d’autre, et personne ne la voit.",
  adultsFirstShut: "Ce lieu ne reçoit pas encore de preuve d’âge\u00a0: personne n’y a d’échange privé.",
  notNow: "Pas maintenant",

  // answering
  noRequests: "Aucune demande en ce moment.",
  asksYou: "voudrait vous parler en privé",
  metIn: (room: string) => `Dans le salon ${room}`,
  requestsWhat:
    "Rien ne vous est envoyé tant que vous n’acceptez pas. Si vous refusez, l’autre personne n’en saura rien.",
  accept: "Accepter",
  decline: "Refuser",
  ownRequests: "Celles que vous avez faites",
  ownRequestTo: (name: string, room: string) => `À ${name}, dans ${room}`,
  withdraw: "Retirer",
  quietly: "Ne plus recevoir de demandes",
  quietlyLead: "Les demandes ne vous arrivent plus. Personne ne peut le savoir.",
  notTaken: (why: string) => `Rien n’a changé\u00a0: ${why}.`,

  // a conversation
  talkWith: (name: string) => `Conversation avec ${name}`,
  thisTalk: "Cette conversation",
  copyable: "L’autre personne peut copier ou capturer ce que vous écrivez.",
  closesIn: (count: number) =>
    count < 1 ? "Se referme dans moins d’une heure" : `Se referme dans ${hours(count)}`,
  talkKept: (count: number) =>
    `Du texte seulement. Un message vit ${hours(count)}, et les liens n’y passent pas.`,
  endTalk: "Terminer",
  endTalkLead: "Tout de suite. L’autre personne n’est pas avertie.",
  hideTalk: "Ne plus voir",
  hideTalkLead: "Vous ne voyez plus ses messages. Elle n’en sait rien.",
  showTalk: "Revoir",
  reportTalk: "Signaler",
  keepProof: "Garder une preuve",
  keepProofLead:
    "Un fichier de vos messages et des siens, avec leurs numéros et un code que seul le lieu peut vérifier.",
  proofKept: "Le fichier est dans vos téléchargements.",
  proofMissing: "Le fichier n’a pas pu être fait. Réessayez.",
  overTitle: "Cette conversation est terminée",
  overLead: "Pendant 24\u00a0h, vous pouvez encore la signaler.",
  frozenTitle: "Cette conversation est suspendue",
  frozenLead: "Personne ne peut y écrire pour l’instant.",

  // meeting
  meetTitle: "Vous parlez de vous voir",
  meetPublic: "Choisissez un lieu public, avec du passage.",
  meetTold: "Dites à quelqu’un où vous allez, quand, et avec qui.",
  meetSecond: "Une deuxième personne que vous n’attendiez pas\u202f? Repartez.",
  meetAmbush: "Un guet-apens, une menace\u00a0: appelez le ",
  meetSms: ", ou SMS au ",
  meetHere: "C’est votre navigateur qui l’a remarqué. Il ne l’a dit à personne.",
  meetClose: "Fermer ce conseil",

  // a private room
  newRoomTitle: "Créer un salon privé",
  newRoomLead:
    "On n’y entre que par une invitation. Il est relu et se signale comme les autres salons. Vide pendant un jour, il se ferme.",
  roomName: "Nom du salon",
  newRoomDo: "Créer",
  roomKind: "De quoi on y parle",
  roomKinds: { general: "De tout", adult: "Sujets d’adultes" },
  roomNotMade: (why: string) => `Salon non créé\u00a0: ${why}.`,
  privateSays: "Salon privé, relu comme les autres. Tout s’y signale.",
  invite: "Inviter",
  inviteTitle: "Inviter",
  inviteLead:
    "Un lien à donner vous-même. Dans un salon public, un message qui le contient est refusé. Chaque personne donne sa preuve d’âge.",
  inviteHours: "Valable",
  inviteFor: { "1": "1\u00a0h", "24": "24\u00a0h", "72": "3\u00a0jours" } as Record<string, string>,
  inviteUses: "Pour",
  inviteCount: { "1": "1\u00a0personne", "10": "10\u00a0personnes", "50": "50\u00a0personnes" } as Record<
    string,
    string
  >,
  inviteDo: "Faire un lien",
  inviteLink: "Le lien, montré cette fois seulement",
  copyLinkNow: "Copier",
  copyInvitation: "Copier le lien d’invitation",
  invitationCopied: "Lien copié.",
  invitationNotCopied: "La copie n’a pas pu se faire\u00a0: sélectionnez le lien.",
  invitationsOpen: "Invitations en cours",
  noInvitations: "Aucune.",
  invitationLeft: (uses: number, until: string) =>
    `${uses} entrée${uses > 1 ? "s" : ""} encore, jusqu’au ${until}`,
  revoke: "Révoquer",
  revokeWhich: (until: string) => `Révoquer l’invitation valable jusqu’au ${until}`,
  manage: "Gérer",
  manageTitle: "Gérer ce salon",
  rename: "Renommer",
  slowRoom: "Mode lent",
  slowRooms: { "0": "Non", "10": "10\u00a0s", "30": "30\u00a0s", "60": "1\u00a0min" } as Record<
    string,
    string
  >,
  saved: "C’est changé.",
  closeRoom: "Fermer le salon",
  closeRoomTitle: "Fermer ce salon\u202f?",
  closeRoomLead: "Tout le monde en sort et ses messages s’effacent. On ne le rouvre pas.",
  closeRoomDo: "Fermer pour tout le monde",
  keepOpen: "Le garder ouvert",
  leaveRoom: "Quitter ce salon",
  putOutTitle: (name: string) => `Retirer ${name} du salon\u202f?`,
  putOutLead: "La personne lira votre raison. Elle ne peut pas revenir par la même invitation.",
  putOutReason: "Raison",
  putOutDo: "Retirer du salon",
  putOutThis: "Retirer…",
  putOutWhich: (name: string) => `Retirer ${name} du salon…`,
  membersTitle: "Qui en est",
  membersNone: "Personne d’autre pour l’instant.",
  memberAway: "pas là en ce moment",
  putOutMissing: "Dites pourquoi, en une phrase.",
  cancelThis: "Annuler",

  gone: {
    removed: (room: string) => `On vous a retiré du salon ${room}`,
    closed: (room: string) => `Le salon ${room} a été fermé`,
    left: (room: string) => `Vous avez quitté le salon ${room}`,
  },
  goneReason: "La raison, telle qu’elle vous est donnée\u00a0:",
  goneThen: "Pendant 24\u00a0h, vous pouvez encore signaler ce qui s’y est passé.",

  // an invitation
  otherRooms: "Tous les salons",
  invitedTitle: "Une invitation",
  invitedTo: (room: string) => `Une invitation au salon ${room}`,
  invitedMembers: {
    "< 5": "Moins de cinq personnes en sont.",
    "5–20": "De 5 à 20\u00a0personnes en sont.",
    "20 +": "Plus de 20\u00a0personnes en sont.",
  } as Record<string, string>,
  invitedSays: "C’est un salon privé\u00a0: on n’y entre que par une invitation.",
  invitedScreened: "Il est relu comme les autres salons, et tout s’y signale.",
  invitedAdults:
    "Chaque personne y donne une preuve d’âge. Elle dit «\u00a018\u00a0ans ou plus\u00a0», rien d’autre.",
  invitedOpened:
    "L’équipe l’a ouvert aussi à qui n’a pas donné de preuve d’âge\u00a0: on y écrit quand elle est là.",
  invitedRules: "Lire les règles",
  invitedEnter: "Entrer",
  invitedName: "Votre pseudo dans ce salon. Rien ne le relie à un autre.",
  invitedProve: "Prouver mon âge",
  invitationEnded: "Cette invitation ne vaut plus",
  invitationEndedLead:
    "Elle a pu prendre fin, être révoquée ou avoir servi. Demandez-en une autre à qui vous l’a donnée.",
  invitationUnread: "L’invitation n’a pas pu être lue\u00a0: le serveur ne répond pas.",

  reasons: {
    proof_required: "une preuve d’âge est demandée",
    too_many_requests: "plusieurs de vos demandes attendent déjà",
    too_many_rooms: "vous tenez déjà trop de salons",
    muted: "vous ne pouvez pas écrire pour l’instant",
    banned: "vous ne pouvez plus participer ici",
    slowed: "un peu de patience",
    screened: "une règle du lieu l’arrête",
    not_found: "ce n’est plus là",
    room_closed: "c’est terminé",
    invalid: "ce texte ne convient pas",
    room_full: "le salon est plein",
    too_many_invitations: "trop d’invitations sont déjà en cours",
    unreachable: "le serveur ne répond pas",
  } as Record<string, string>,
  reasonOtherwise: "le serveur l’a refusé",
};

export type ApartTexts = Loose<typeof apart>;

/** Every French text of the door of a room for adults, and of what one's proof is. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

export const gate = {
  gateTitle: "Ce salon est réservé aux adultes",
  gateLead:
    "Tout le monde y donne une preuve d’âge. Ce n’est pas un doute sur vous\u00a0: dire son âge ne protège personne.",
  gateSays:
    "Elle dit «\u00a018\u00a0ans ou plus\u00a0», rien d’autre. Ni nom ni date de naissance ne sont gardés, et personne ne la voit.",
  gateShut:
    "On y entre avec une preuve d’âge, et ce lieu n’en reçoit pas encore\u00a0: pour l’instant, personne n’y entre.",
  gateProve: "Prouver mon âge",
  gateProveAgain: "Prouver mon âge de nouveau",
  gateOthers: "Ouverts à tout le monde",

  // a proof that is over
  proofOverTitle: "Votre preuve d’âge a pris fin",
  proofOver: {
    expired: "Elle a atteint sa durée.",
    idle: "Elle s’arrête d’elle-même après un temps sans activité.",
    elsewhere: "Elle ne vaut que dans un navigateur, et un autre s’est présenté avec votre session.",
    revoked: "L’équipe a retiré le code qui l’avait donnée. Elle peut vous dire pourquoi.",
    ended: "C’est vous qui y avez mis fin.",
  },
  proofOverLead: "Rien de ce salon ne reste sur cette page. Vos messages y vivent jusqu’à leur heure.",

  // in the settings
  proofUntil: (until: string) =>
    `Jusqu’à ${until}, dans ce navigateur. Participer la prolonge, 4\u00a0h au plus.`,
  proofNone: "Aucune en ce moment. Les salons pour adultes en demandent une.",
  proofEnd: "Y mettre fin",
  proofEnded: "C’est fait\u00a0: la preuve n’existe plus.",
  proofNotEnded: "Le serveur n’a pas répondu\u00a0: elle vaut encore. Réessayez.",
  proofClock: (hours: number, minutes: string) => `${hours}\u00a0h\u00a0${minutes}`,
  proofIfAdult:
    "Vous avez 18\u00a0ans ou plus\u202f? Une preuve d’âge lève ces limites, et personne ne la voit.",
};

export type GateTexts = Loose<typeof gate>;

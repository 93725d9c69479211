/** Every French text of the desk's vouching for a guest's age. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

export const vouch = {
  vouchTitle: "Attester un âge",
  vouchLead:
    "Pour quelqu’un que deux d’entre nous rencontrent, et dont nous savons l’âge. Une pièce peut être regardée, jamais copiée ni notée.",
  vouchOpen: "Ouvrir une attestation",
  vouchYours: "Votre code",
  vouchTellIt:
    "À dire à cette personne, et à elle seule\u00a0: il ouvre les salons pour adultes à une session.",
  vouchWaits: "Il marchera quand quelqu’un d’autre de l’équipe l’aura confirmé, ici même.",
  vouchWorks: "Confirmé\u00a0: il marche.",
  vouchLeft: (minutes: number, seconds: string) => `Encore ${minutes}\u00a0min\u00a0${seconds}`,
  vouchToday: "Depuis hier",
  vouchNone: "Aucune attestation.",
  vouchBy: (member: string, at: string) => `Ouverte par ${member} à ${at}`,
  vouchWith: (member: string) => `confirmée par ${member}`,
  vouchStates: {
    opened: "attend une confirmation",
    confirmed: "prête",
    used: "utilisée",
    revoked: "retirée",
    expired: "passée",
  },
  vouchSecond: "Confirmer",
  vouchSecondOf: (member: string) => `Confirmer l’attestation de ${member}`,
  vouchSecondTitle: "Confirmer cette attestation\u202f?",
  vouchSecondLead: "Vous avez rencontré cette personne aussi, et vous savez qu’elle a 18\u00a0ans ou plus.",
  vouchRevoke: "Retirer",
  vouchRevokeOf: (member: string) => `Retirer l’attestation de ${member}`,
  vouchRevokeTitle: "Retirer cette attestation\u202f?",
  vouchRevokeLead: "Le code ne sert plus. Si une preuve en est née, elle s’arrête aussitôt.",
  vouchGiveUp: "Annuler",
  vouchFaults: {
    needs_another_person: "C’est vous qui l’avez ouverte\u00a0: une autre personne la confirme.",
    vouch_over: "Elle est passée, ou déjà retirée.",
    vouch_unknown: "Elle n’existe plus.",
  } as Record<string, string>,
};

export type VouchTexts = Loose<typeof vouch>;

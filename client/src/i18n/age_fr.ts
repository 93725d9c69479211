/** Every French text of the page where one proves one's age. \u00a0 and \u202f are its no-break spaces. */
import type { Loose } from "./loose";

const OVER = "«\u00a018\u00a0ans ou plus\u00a0»";

export const age = {
  // choosing
  ageTitle: "Prouver mon âge",
  ageLead: "Les salons pour adultes demandent une preuve. Choisissez comment la donner.",
  ageLeadTo: (room: string) => `Le salon ${room} est réservé aux adultes. Choisissez comment le prouver.`,
  ageWays: "Les moyens possibles",
  ageWalletTitle: "Une application de preuve d’âge",
  ageWalletLead: `Elle dit ${OVER}, et rien d’autre. Qui l’a délivrée n’apprend pas que vous êtes ici.`,
  ageDemoTitle: "Le portefeuille de démonstration",
  ageDemoLead: "Pour essayer le parcours. Il ne prouve rien de vrai, et n’existe qu’ici.",
  ageAccountTitle: (name: string) => `Un compte ${name}`,
  ageAccountLead: (name: string) =>
    `Vous vous connectez chez ${name}, qui saura que vous venez d’ici. De la date de naissance transmise, nous ne retenons que ${OVER}.`,
  ageHumanTitle: "Un code de l’équipe",
  ageHumanLead:
    "Deux personnes de l’équipe vous rencontrent, puis vous donnent un code. Il vaut 15\u00a0minutes et ne sert qu’une fois.",
  ageOnThisDevice: "Sur cet appareil",
  ageOnAnother: "Avec un autre appareil",
  ageWithAccount: (name: string) => `Continuer chez ${name}`,
  ageWithCode: "J’ai un code",
  ageAccepting: "Continuer, c’est accepter\u00a0:",
  ageRules: "les règles",
  agePrivacy: "la confidentialité",
  ageNoneFits: "Aucun ne vous convient\u202f?",
  ageAskTeam: "Écrire à l’équipe",

  // what it says of oneself
  ageSaysTitle: "Ce que cela dit de vous",
  ageSays: {
    proven: "Prouvé",
    notKept: "Jamais gardé",
    kept: "Gardé avec votre session",
    seen: "Vu par",
    lasts: "Durée",
  },
  ageSaysThat: {
    proven: "18\u00a0ans ou plus, rien d’autre.",
    notKept: "Nom, date de naissance, visage, numéro de document.",
    kept: "Le moyen choisi, l’heure, une empreinte de qui l’atteste.",
    seen: "Personne, l’équipe non plus. Dans un salon pour adultes, tout le monde a donné une preuve.",
    lasts: "4\u00a0h au plus, et elle s’arrête après 1\u00a0h sans activité. Dans ce navigateur seulement.",
  },

  // under way
  agePreparing: "La demande se prépare…",
  ageAnswerHere: "Répondez dans votre application",
  ageAnswerHereLead: "Elle vous dira qui demande quoi. Cette page attend, puis continue toute seule.",
  ageAskBrowser: "Demander par le navigateur",
  ageOpenAgain: "Ouvrir l’application",
  ageGoing: (name: string) => `Vous allez chez ${name}`,
  ageGoingLead: "Vous reviendrez ici juste après.",
  ageGo: "Continuer",
  ageOtherTitle: "Avec un autre appareil",
  ageSteps: "Trois gestes",
  ageStepScan: "Avec l’appareil photo de l’autre appareil, scannez ce code.",
  ageStepSite: "Vérifiez que la page qui s’ouvre est bien de",
  ageStepCode: "À la fin, il affiche six chiffres\u00a0: vous les taperez ici.",
  ageQr: (site: string) => `Code à scanner avec l’autre appareil, pour ${site}`,
  ageNoScan: "Pas d’appareil photo\u202f? L’adresse à ouvrir",
  ageOwnScanner: "Scanner depuis l’application",
  ageOwnScannerLead: "Il est plus fin\u00a0: approchez-vous de l’écran.",
  ageOwnScannerQr: (site: string) => `Code pour le lecteur de l’application, pour ${site}`,
  ageCopyAddress: "Copier l’adresse",
  ageAddressCopied: "Adresse copiée.",
  ageAddressNotCopied: "La copie n’a pas marché\u00a0: sélectionnez l’adresse.",
  ageWaitingHere: "En attente de votre réponse…",
  ageWaitingThere: "En attente de l’autre appareil…",
  ageMinutesLeft: (minutes: number) => `Cette demande vaut encore ${minutes}\u00a0min.`,
  ageOtherWay: "Choisir un autre moyen",

  // the code
  ageMatchingTitle: "Les six chiffres de l’autre appareil",
  ageMatchingLead:
    "La réponse est arrivée. Tapez le code que l’autre appareil affiche\u00a0: il montre que vous tenez les deux appareils.",
  ageMatchingLabel: "Code à six chiffres",
  ageStaffTitle: "Le code de l’équipe",
  ageStaffLead:
    "Deux personnes l’ont confirmé, il vaut 15\u00a0minutes. Les tirets et les majuscules ne comptent pas.",
  ageStaffLabel: "Code de huit signes",
  ageCheckCode: "Valider",
  ageWrongCode: "Ce n’est pas ce code.",
  ageTriesLeft: (tries: number) => (tries === 1 ? "Il reste un essai." : `Il reste ${tries}\u00a0essais.`),
  ageChecking: "Vérification…",

  // the end
  ageProvenTitle: "C’est prouvé",
  ageProvenUntil: (until: string) =>
    `Jusqu’à ${until}, dans ce navigateur. Participer la prolonge, 4\u00a0h au plus.`,
  ageProvenLead:
    "Cette session est celle d’une personne de 18\u00a0ans ou plus. Rien d’autre n’a été retenu.",
  ageEnter: (room: string) => `Entrer dans ${room}`,
  ageToRooms: "Voir les salons",
  ageElsewhereTitle: "Retournez dans le navigateur d’où vous venez",
  ageElsewhereLead:
    "La demande y a commencé, elle y finit\u00a0: une preuve ne vaut que pour un navigateur. Cette page-ci peut être fermée.",
  ageShutTitle: "Aucune preuve ne peut être donnée ici",
  ageShutLead: "Les salons pour adultes restent donc fermés pour l’instant. Les autres sont ouverts.",
  ageUnreachableTitle: "Le serveur ne répond pas",
  ageUnreachableLead: "Rien n’est perdu\u00a0: réessayez dans un instant.",
  ageRetry: "Réessayer",
  ageAgain: "Recommencer",
  ageClock: (hours: number, minutes: string) => `${hours}\u00a0h\u00a0${minutes}`,

  // refused
  ageRefusedTitle: "Cette preuve n’a pas été acceptée",
  ageDeclinedTitle: "Rien n’a été donné",
  ageUnderTitle: "Cette preuve ne dit pas 18\u00a0ans ou plus",
  ageLateTitle: "La demande est passée",
  ageNothingKept: "Rien n’en est gardé.",
  ageRefusals: {
    declined: "La demande a été déclinée. C’est votre droit, et rien n’a été transmis.",
    under: "Les salons pour adultes restent fermés. Les autres vous sont ouverts, comme avant.",
    late: "Elle ne vaut que 10\u00a0minutes, et une seule à la fois. Recommencez quand vous voulez.",
    outOfDate: "Elle n’est plus à jour, ou pas encore valable. Votre application peut en demander une neuve.",
    issuer: "Elle vient d’un organisme que ce lieu ne connaît pas.",
    forAnother: "Elle était faite pour un autre site, un autre appareil ou une autre demande.",
    tooMuch: `Elle en disait plus que ${OVER}. Nous l’avons refusée en entier.`,
    reused: "Elle a déjà servi. Une preuve ne sert qu’une fois\u00a0: recommencez pour en donner une neuve.",
    codes: "Trois codes faux\u00a0: la demande s’arrête, pour que personne ne devine le vôtre.",
    noDate: "Ce compte n’indique pas de date de naissance.",
    provider: "Le site où vous deviez vous connecter ne répond pas, ou sa réponse ne peut pas être vérifiée.",
    noKey:
      "Ce navigateur ne peut pas garder la clé qui relie la preuve à lui seul. Une fenêtre privée en est souvent la cause.",
    banned: "Une exclusion de ce lieu s’applique. Le reçu de la décision dit pourquoi, et comment contester.",
    slowed: "Beaucoup de demandes en peu de temps. Attendez une minute, puis recommencez.",
    unread: "Elle n’a pas pu être vérifiée.",
  },
};

export type AgeTexts = Loose<typeof age>;

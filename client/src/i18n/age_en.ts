/** Every English text of the page where one proves one's age. */
import type { AgeTexts } from "./age_fr";

const OVER = "“18 or over”";

export const age: AgeTexts = {
  // choosing
  ageTitle: "Prove my age",
  ageLead: "Rooms for adults ask for a proof. Choose how to give it.",
  ageLeadTo: (room: string) => `The room ${room} is for adults. Choose how to prove that you are one.`,
  ageWays: "The ways there are",
  ageWalletTitle: "An age proof application",
  ageWalletLead: `It says ${OVER}, and nothing else. Whoever issued it does not learn that you are here.`,
  ageDemoTitle: "The demonstration wallet",
  ageDemoLead: "To try the whole way. It proves nothing true, and exists only here.",
  ageAccountTitle: (name: string) => `A ${name} account`,
  ageAccountLead: (name: string) =>
    `You sign in at ${name}, which will know that you come from here. Of the birth date it tells, we keep only ${OVER}.`,
  ageHumanTitle: "A code from the team",
  ageHumanLead:
    "Two people of the team meet you, then give you a code. It is good for 15\u00a0minutes, and only once.",
  ageOnThisDevice: "On this device",
  ageOnAnother: "With another device",
  ageWithAccount: (name: string) => `Go on at ${name}`,
  ageWithCode: "I have a code",
  ageAccepting: "Going on means accepting:",
  ageRules: "the rules",
  agePrivacy: "the privacy notice",
  ageNoneFits: "None of them suits you?",
  ageAskTeam: "Write to the team",

  // what it says of oneself
  ageSaysTitle: "What this says about you",
  ageSays: {
    proven: "Proven",
    notKept: "Never kept",
    kept: "Kept with your session",
    seen: "Seen by",
    lasts: "Lasts",
  },
  ageSaysThat: {
    proven: "18 or over, nothing else.",
    notKept: "Name, birth date, face, document number.",
    kept: "The way you chose, the time, a fingerprint of who vouches for it.",
    seen: "Nobody, not even the team. In a room for adults, everyone has given a proof.",
    lasts: "4\u00a0h at most, and it ends after 1\u00a0h without activity. In this browser only.",
  },

  // under way
  agePreparing: "Preparing the request…",
  ageAnswerHere: "Answer in your application",
  ageAnswerHereLead: "It tells you who asks for what. This page waits, then goes on by itself.",
  ageAskBrowser: "Ask through the browser",
  ageOpenAgain: "Open the application",
  ageGoing: (name: string) => `You are going to ${name}`,
  ageGoingLead: "You will come back here right after.",
  ageGo: "Go on",
  ageOtherTitle: "With another device",
  ageSteps: "Three steps",
  ageStepScan: "With the camera of the other device, scan this code.",
  ageStepSite: "Check that the page that opens belongs to",
  ageStepCode: "At the end it shows six digits: you will type them here.",
  ageQr: (site: string) => `Code to scan with the other device, for ${site}`,
  ageNoScan: "No camera? The address to open",
  ageOwnScanner: "Scan from the application",
  ageOwnScannerLead: "It is finer: come close to the screen.",
  ageOwnScannerQr: (site: string) => `Code for the scanner of the application, for ${site}`,
  ageCopyAddress: "Copy the address",
  ageAddressCopied: "Address copied.",
  ageAddressNotCopied: "It could not be copied: select the address.",
  ageWaitingHere: "Waiting for your answer…",
  ageWaitingThere: "Waiting for the other device…",
  ageMinutesLeft: (minutes: number) => `This request is good for another ${minutes}\u00a0min.`,
  ageOtherWay: "Choose another way",

  // the code
  ageMatchingTitle: "The six digits of the other device",
  ageMatchingLead:
    "The answer came. Type the code the other device shows: this is how we know that you hold both devices.",
  ageMatchingLabel: "Six-digit code",
  ageStaffTitle: "The code from the team",
  ageStaffLead: "Two people confirmed it, it is good for 15\u00a0minutes. Dashes and capitals do not matter.",
  ageStaffLabel: "Code of eight signs",
  ageCheckCode: "Check",
  ageWrongCode: "This is not the code.",
  ageTriesLeft: (tries: number) => (tries === 1 ? "One try is left." : `${tries}\u00a0tries are left.`),
  ageChecking: "Checking…",

  // the end
  ageProvenTitle: "It is proven",
  ageProvenUntil: (until: string) =>
    `Until ${until}, in this browser. Taking part makes it last, 4\u00a0h at most.`,
  ageProvenLead: "This session belongs to someone aged 18 or over. Nothing else was kept.",
  ageEnter: (room: string) => `Enter ${room}`,
  ageToRooms: "See the rooms",
  ageElsewhereTitle: "Go back to the browser you came from",
  ageElsewhereLead:
    "The request began there, and ends there: a proof is good for one browser only. You can close this page.",
  ageShutTitle: "No proof can be given here",
  ageShutLead: "Rooms for adults stay shut for now. The others are open.",
  ageUnreachableTitle: "The server does not answer",
  ageUnreachableLead: "Nothing is lost: try again in a moment.",
  ageRetry: "Try again",
  ageAgain: "Start again",
  ageClock: (hours: number, minutes: string) => `${hours}:${minutes}`,

  // refused
  ageRefusedTitle: "This proof was not accepted",
  ageDeclinedTitle: "Nothing was given",
  ageUnderTitle: "This proof does not say 18 or over",
  ageLateTitle: "The request is over",
  ageNothingKept: "Nothing of it is kept.",
  ageRefusals: {
    declined: "The request was declined. That is your right, and nothing was sent.",
    under: "Rooms for adults stay shut. The others are open to you, as before.",
    late: "It is good for 10\u00a0minutes, and one at a time. Start again whenever you like.",
    outOfDate: "It is out of date, or not valid yet. Your application can ask for a new one.",
    issuer: "It comes from an issuer this place does not know.",
    forAnother: "It was made for another site, another device or another request.",
    tooMuch: `It said more than ${OVER}. We refused the whole of it.`,
    reused: "It was used before. A proof is good only once: start again to give a new one.",
    codes: "Three wrong codes: the request ends, so that nobody can guess yours.",
    noDate: "This account gives no birth date.",
    provider: "The site where you were to sign in does not answer, or its answer cannot be checked.",
    noKey:
      "This browser cannot keep the key that ties the proof to it alone. A private window is often the reason.",
    banned: "A ban from this place applies. The receipt of the decision says why, and how to appeal.",
    slowed: "Many requests in a short time. Wait a minute, then start again.",
    unread: "It could not be checked.",
  },
};

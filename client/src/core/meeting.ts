/** Meeting: whether a talk names a place and a time, in French or English. It is read here, and told to nobody. */

/** So many messages back still belong to what is being arranged. */
export const RECENT = 8;

const PLACES_FR =
  "gare|metro|station|arret|quai|port|parking|parc|jardin|square|plage|foret|bois|lac|hotel|cafe|bar|bistrot|pub|resto|" +
  "restaurant|boite|cinema|cine|piscine|stade|gymnase|salle|eglise|mairie|marche|mall|centre commercial|supermarche|" +
  "lycee|college|fac|universite|bibliotheque|mediatheque|musee|pont|fontaine|voiture|appart|appartement|maison|studio|sauna";
const PLACES_EN =
  "station|subway|bus stop|car park|parking lot|park|garden|beach|forest|woods|lake|hotel|cafe|coffee shop|bar|pub|" +
  "restaurant|club|cinema|movies|pool|stadium|gym|church|market|mall|supermarket|school|college|campus|library|museum|" +
  "bridge|fountain|car|flat|apartment|house|studio|sauna|corner";
const WAYS_FR =
  "rue|avenue|av|boulevard|bd|place|chemin|allee|impasse|cours|route|faubourg|esplanade|passage";

/** Any of these words, as whole words. */
const whole = (words: string) => new RegExp(`(?<![\\p{L}\\p{N}])(?:${words})(?![\\p{L}\\p{N}])`, "u");

const PLACES = [
  whole(
    `(?:a|au|aux|devant|derriere|pres|proche|dans|vers|sur|en face|cote|sortie|entree|jusqu'?a)\\s+(?:d[ue]s?\\s+|de\\s+la\\s+|de\\s+l'|le\\s+|la\\s+|l'|les\\s+|un[e]?\\s+|m[ao]n?\\s+|t[ao]n?\\s+)?(?:petit\\s+|grand[e]?\\s+|vieux\\s+)?(?:${PLACES_FR})`,
  ),
  whole(
    `(?:at|in|by|near|outside|behind|opposite|inside|to)\\s+(?:the\\s+|a\\s+|my\\s+|your\\s+)?(?:\\w+\\s+)?(?:${PLACES_EN})`,
  ),
  whole(`\\d{1,4}\\s*(?:bis|ter)?\\s*,?\\s+(?:${WAYS_FR})`),
  whole(
    `(?:${WAYS_FR})\\s+(?:d[ue]s?\\s+|de\\s+la\\s+|de\\s+l'|d'|la\\s+|le\\s+|les\\s+|saint[e]?[\\s-])?\\p{L}{3,}`,
  ),
  whole("\\d{1,4}\\s+(?:\\p{L}+\\s+){1,2}(?:street|st|road|rd|avenue|ave|lane|square)"),
  whole("chez (?:moi|toi|vous|nous)|en bas de chez|(?:my|your) place|downstairs|down town|centre[- ]ville"),
];

const HOURS_FR =
  "une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quatorze|quinze|seize|dix-sept|dix-huit|vingt";
const TIMES = [
  whole("(?:[01]?\\d|2[0-3])\\s?(?:h|heures?)(?:\\s?[0-5]\\d)?"),
  whole("(?:[01]?\\d|2[0-3]):[0-5]\\d"),
  whole(`(?:${HOURS_FR}) heures?`),
  whole("(?:1[0-2]|[1-9])(?::[0-5]\\d)?\\s?(?:am|pm|o'?clock)|at (?:1[0-2]|[1-9])"),
  whole("(?:a|vers|avant|apres) (?:midi|minuit)|(?:at|by|around) (?:noon|midnight)"),
  whole(
    "ce (?:soir|midi|matin|week-?end)|cet(?:te)? (?:aprem|apres-midi|nuit)|tout a l'heure|tonight|this (?:morning|afternoon|evening|weekend)",
  ),
  whole("demain|apres-demain|tomorrow"),
  whole("(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|(?:mon|tues|wednes|thurs|fri|satur|sun)day"),
  whole(
    "dans (?:\\d+|une?|deux|trois|cinq|dix|quinze|vingt) ?(?:min|minutes?|h|heures?|jours?)|in (?:\\d+|an?|two|five|ten|twenty) (?:min|minutes?|hours?|days?)",
  ),
];

/** Whether these messages, taken together, say where and when. */
export function speaksOfMeeting(texts: readonly string[]): boolean {
  const folded = texts.slice(-RECENT).map(fold);
  return saysOne(folded, PLACES) && saysOne(folded, TIMES);
}

function saysOne(texts: readonly string[], signs: readonly RegExp[]): boolean {
  return texts.some((text) => signs.some((sign) => sign.test(text)));
}

/** Case, accents and the shape of an apostrophe aside. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replaceAll("\u2019", "'").toLowerCase();
}

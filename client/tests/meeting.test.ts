import { describe, expect, it } from "vitest";
import { RECENT, speaksOfMeeting } from "../src/core/meeting";

describe("a meeting being arranged", () => {
  it.each([
    "On se retrouve devant la gare à 18 h ?",
    "demain 14h30 au café du port",
    "RDV place Kléber samedi",
    "Je peux être au 12 rue des Lilas vers midi",
    "Viens chez moi ce soir",
    "on se voit au métro Bastille dans 20 minutes ?",
    "Je t’attends à l’entrée du parc à huit heures",
    "sur le parking du centre commercial, 21:00",
    "Meet me at the train station at 6",
    "tomorrow 5pm in the park?",
    "Come to my place tonight",
    "42 Baker Street, Friday",
  ])("is a place and a time: %s", (text) => {
    expect(speaksOfMeeting([text])).toBe(true);
  });

  it.each([
    "Tu fais quoi ce soir ?",
    "Il est déjà 18 h, je file",
    "J’habite à côté de la gare",
    "Un café, c’est ce que je préfère",
    "J’ai deux chats et un jardin",
    "See you tomorrow!",
    "I work at a school",
    "On parle de quoi ?",
    "Le match finit à 2-1",
    "À 15 ans je lisais beaucoup",
  ])("is not only one of them: %s", (text) => {
    expect(speaksOfMeeting([text])).toBe(false);
  });

  it("is arranged over several messages, by both", () => {
    expect(speaksOfMeeting(["On se voit quand ?", "Demain ?", "Oui, où ?", "Devant la mairie"])).toBe(true);
  });

  it("is no more once what was said is long past", () => {
    const between = Array.from({ length: RECENT }, () => "d’accord");
    expect(speaksOfMeeting(["J’étais à la gare", ...between, "On s’appelle demain"])).toBe(false);
  });
});

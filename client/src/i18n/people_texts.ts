/** The texts of the desk's people and their passkeys, in the chosen language. */
import { computed } from "@preact/signals";
import { locale } from "../platform/locale";
import type { PeopleTexts } from "./people_fr";
import { Wording } from "./wording";

const words = new Wording<{ readonly people: PeopleTexts }>({
  fr: () => import("./people_fr"),
  en: () => import("./people_en"),
});

export const peopleTexts = computed<PeopleTexts>(() => words.now.value.people);

export function loadPeopleTexts(): Promise<void> {
  return words.load(locale.peek());
}

/** Where a case comes from, in words: from people who reported, from a rule, or from somebody who may be unwell. */
import { casesTexts } from "../i18n/cases_texts";
import { locale } from "../platform/locale";
import type { CaseRow } from "../protocol/desk.gen";

/** Nobody told: a rule found it. */
export function isFoundByRule({ reports, rules = [] }: CaseRow): boolean {
  return reports === 0 && rules.length > 0;
}

/** What the case is about, in a few words. */
export function categoryText(row: CaseRow): string {
  const { careCategory, categoryOf } = casesTexts.value;
  return row.care ? careCategory : (categoryOf[row.category] ?? row.category);
}

/** All that it is about, the gravest first. */
export function categoriesText(row: CaseRow): string {
  if (row.care) return categoryText(row);
  const { categoryOf } = casesTexts.value;
  const all = [row.category, ...row.categories.filter((each) => each !== row.category)];
  return all.map((each, at) => inSentence(categoryOf[each] ?? each, at)).join(", ");
}

/** Only the first of a line begins with a capital. */
function inSentence(words: string, at: number): string {
  return at === 0 ? words : words.charAt(0).toLocaleLowerCase(locale.value) + words.slice(1);
}

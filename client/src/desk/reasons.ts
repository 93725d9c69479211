/** What a decision begins with: the ground that is suggested, and words for it in the language of who will read them. */
import type { DeskCase, DeskGround } from "../protocol/desk.gen";
import type { Draft } from "./ladder";

export function groundOf(file: DeskCase, draft: Draft): string {
  return draft.ground ?? file.suggested.ground;
}

/** Written over, or as it comes with the ground. */
export function reasonOf(file: DeskCase, draft: Draft, grounds: readonly DeskGround[]): string {
  if (draft.reason !== null) return draft.reason;
  const { suggested, subject_locale: tongue } = file;
  const id = groundOf(file, draft);
  const words = id === suggested.ground ? suggested.reason : grounds.find((ground) => ground.id === id)?.text;
  return words?.[tongue] ?? words?.fr ?? "";
}

/** Those made for what is reported first, the others after; each in the order of the server. */
export function groundsFor(file: DeskCase, grounds: readonly DeskGround[]): readonly DeskGround[] {
  const fits = ({ categories }: DeskGround) => categories.some((each) => file.row.categories.includes(each));
  return [...grounds.filter(fits), ...grounds.filter((ground) => !fits(ground))];
}

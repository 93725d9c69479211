/** Why something about a private place was refused, in words. */
import type { Refusal } from "../core/refusal";
import { apartTexts } from "../i18n/apart_texts";

export function reasonOf({ code, explanation }: Refusal): string {
  const { reasons, reasonOtherwise } = apartTexts.value;
  return explanation ?? reasons[code] ?? reasonOtherwise;
}

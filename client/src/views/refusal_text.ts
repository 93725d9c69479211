/** Refusals in words. */
import type { Refusal } from "../core/refusal";
import { texts } from "../i18n/texts";

export function refusalText(refused: Refusal): string {
  return texts.value.refusals[refused.code] ?? texts.value.refusedOtherwise;
}

export function nameRefusalText(refused: Refusal): string {
  return texts.value.nameRefusals[refused.code] ?? texts.value.nameRefusedOtherwise;
}

/** Refusals in words. */
import type { Refusal } from "../core/refusal";
import { partTexts } from "../i18n/part_texts";

/** Rules are named `rule-N` after their anchor on the rules page. */
export function ruleNumber(refused: Refusal): string | null {
  return /^rule-(\d+)$/.exec(refused.rule ?? "")?.[1] ?? null;
}

export function refusalText(refused: Refusal): string {
  const rule = ruleNumber(refused);
  if (rule !== null) return partTexts.value.stoppedByRule(rule);
  if (refused.reason !== null) return partTexts.value.slowReasons[refused.reason];
  return partTexts.value.refusals[refused.code] ?? partTexts.value.refusedOtherwise;
}

export function olderMissingText(refused: Refusal): string {
  return partTexts.value.olderMissing(refusalText(refused));
}

export function nameRefusalText(refused: Refusal): string {
  return partTexts.value.nameRefusals[refused.code] ?? partTexts.value.nameRefusedOtherwise;
}

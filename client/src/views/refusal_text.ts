/** Refusals in words. */
import type { Refusal } from "../core/refusal";
import { texts } from "../i18n/texts";

/** Rules are named `rule-N` after their anchor on the rules page. */
export function ruleNumber(refused: Refusal): string | null {
  return /^rule-(\d+)$/.exec(refused.rule ?? "")?.[1] ?? null;
}

export function refusalText(refused: Refusal): string {
  const rule = ruleNumber(refused);
  if (rule !== null) return texts.value.stoppedByRule(rule);
  return texts.value.refusals[refused.code] ?? texts.value.refusedOtherwise;
}

export function nameRefusalText(refused: Refusal): string {
  return texts.value.nameRefusals[refused.code] ?? texts.value.nameRefusedOtherwise;
}

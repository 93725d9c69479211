/** Whether losing a draft is worth a question. */

const WORTH_SIGNS = 60;

export function isWorthKeeping(draft: string): boolean {
  return draft.trim().length >= WORTH_SIGNS;
}

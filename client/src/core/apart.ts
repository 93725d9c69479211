/** What kind of private place a slug is of. */
import { isApart } from "./place";

export function isTalk(slug: string): boolean {
  return slug.startsWith("c") && isApart(slug);
}

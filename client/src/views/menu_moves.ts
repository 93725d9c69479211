/** Where the keys lead in the menu of a message: two lines of reactions, then its actions one below the other. */

/** As conversation.css lays them out. */
const IN_LINE = 3;

/** From the item at a place, of so many, the first `reactions` of which are reactions; undefined: nowhere. */
export function placeAfter(key: string, at: number, count: number, reactions: number): number | undefined {
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return at < reactions ? amongReactions(key, at, count, reactions) : amongActions(key, at, count, reactions);
}

function amongReactions(key: string, at: number, count: number, reactions: number): number | undefined {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % reactions;
    case "ArrowLeft":
      return (at + reactions - 1) % reactions;
    case "ArrowDown":
      return Math.min(at + IN_LINE, reactions);
    case "ArrowUp":
      return at < IN_LINE ? count - 1 : at - IN_LINE;
    default:
      return undefined;
  }
}

function amongActions(key: string, at: number, count: number, reactions: number): number | undefined {
  const isFirst = at === reactions;
  if (key === "ArrowDown") return (at + 1) % count;
  if (key !== "ArrowUp") return undefined;
  return isFirst && reactions > 0 ? at - IN_LINE : (at + count - 1) % count;
}

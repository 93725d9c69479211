/** The icon of each reaction, always beside its word or its name. */
import type { ReactionKind } from "../protocol/protocol.gen";
import type { IconName } from "./icons";

export const REACTION_ICONS: Readonly<Record<ReactionKind, IconName>> = {
  thanks: "hands",
  like: "heart",
  agree: "thumb",
  funny: "smile",
  support: "arm",
  informative: "bulb",
};

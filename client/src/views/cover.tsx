/** Who watches over the room, in words: a line in the head, a bar under it when nobody does. */
import { sideTexts } from "../i18n/side_texts";
import type { CoverInfo } from "../protocol/protocol.gen";
import { Icon } from "./icons";
import "./more_icons";

interface Told {
  readonly told: CoverInfo;
  /** `short` has the bar under it that says why; `word` stands on a phone, after the topic. */
  readonly as?: "line" | "short" | "word" | "bar";
  /** The bar need not tell the pace: the composer does. */
  readonly isPaceTold?: boolean;
  /** A room for adults closes to writing when nobody watches it. */
  readonly isForAdults?: boolean;
}

export function Cover({ told, as = "line", isPaceTold = false, isForAdults = false }: Told) {
  const isAttended = told.cover === "attended";
  if (as === "bar") return isAttended ? null : <CoverBar {...{ told, isPaceTold, isForAdults }} />;
  if (as === "word") return <Word told={told} />;
  return (
    <span class={isAttended ? "cover" : "cover cover-low"}>
      <Icon name={isAttended ? "shield" : "shieldOff"} size="s" />
      <span>{as === "short" ? shortText(told) : coverText(told)}</span>
    </span>
  );
}

function Word({ told }: { told: CoverInfo }) {
  const isAttended = told.cover === "attended";
  return (
    <span class={isAttended ? "topic-part topic-good" : "topic-part"}>
      {isAttended ? sideTexts.value.watched : shortText(told)}
    </span>
  );
}

function CoverBar({ told, isPaceTold, isForAdults }: Required<Omit<Told, "as">>) {
  const s = sideTexts.value;
  const means = isForAdults ? s.adultsUnattendedMeans : s.unattendedMeans;
  const slow = told.slow_mode_seconds;
  return (
    // It lies over the top of the log: it comes after the first messages are drawn, and moves none of them.
    <div class="cover-place">
      <div class="bar bar-cover" role="status">
        <Icon name="shieldOff" size="s" />
        <span>
          {told.cover !== "shield" && <span class="bar-lead">{s.unwatched} </span>}
          {told.cover === "shield" ? s.shieldMeans : means} {slow > 0 && !isPaceTold && s.slowMeans(slow)}
        </span>
      </div>
    </div>
  );
}

function coverText({ cover, moderators }: CoverInfo): string {
  const s = sideTexts.value;
  if (cover === "attended") return s.moderators(moderators);
  return cover === "shield" ? s.shielded : s.unattended;
}

function shortText(told: CoverInfo): string {
  return told.cover === "unattended" ? sideTexts.value.careful : coverText(told);
}

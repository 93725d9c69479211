/** Who watches over the room, in words: a line in the head, a bar under it when nobody does. */
import { sideTexts } from "../i18n/side_texts";
import type { CoverInfo } from "../protocol/protocol.gen";
import { Icon } from "./icons";
import "./more_icons";

export function Cover({ told, isBar = false }: { told: CoverInfo; isBar?: boolean }) {
  if (!isBar) return <CoverLine told={told} />;
  return told.cover === "attended" ? null : <CoverBar told={told} />;
}

function CoverLine({ told }: { told: CoverInfo }) {
  const isAttended = told.cover === "attended";
  return (
    <span class={isAttended ? "cover" : "cover cover-low"}>
      <Icon name={isAttended ? "shield" : "shieldOff"} size="s" />
      <span>{coverText(told)}</span>
    </span>
  );
}

function CoverBar({ told }: { told: CoverInfo }) {
  const s = sideTexts.value;
  const slow = told.slow_mode_seconds;
  return (
    // It lies over the top of the log: it comes after the first messages are drawn, and moves none of them.
    <div class="cover-place">
      <div class="bar bar-cover" role="status">
        <Icon name="shieldOff" size="s" />
        <span>
          <span class="bar-lead">{told.cover === "shield" ? s.shielded : s.careful}. </span>
          {told.cover === "shield" ? s.shieldMeans : s.unattendedMeans} {slow > 0 && s.slowMeans(slow)}
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

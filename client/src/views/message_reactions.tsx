/** The reactions under a message: words with counts, pressed by those who take part. */
import { KINDS, type Reacted } from "../core/reactions";
import { texts } from "../i18n/texts";
import type { ReactionKind } from "../protocol/protocol.gen";
import { Icon } from "./icons";
import { withPart } from "./on_demand";
import { REACTION_ICONS } from "./reaction_icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

interface Props {
  readonly messageId: string;
  readonly reacted: Reacted;
  readonly desk: RoomDesk;
  readonly isActive: boolean;
}

export function MessageReactions({ messageId, reacted, desk, isActive }: Props) {
  const isGuest = useScene().visit.session.value !== null;
  const kinds = KINDS.filter((kind) => (reacted.counts[kind] ?? 0) > 0);
  if (kinds.length === 0) return null;
  return (
    <div class="reactions" role="group" aria-label={texts.value.reactions}>
      {kinds.map((kind) => {
        const chip = { kind, count: reacted.counts[kind] ?? 0 };
        return isGuest ? (
          <button
            key={kind}
            type="button"
            class="reaction"
            tabIndex={isActive ? 0 : -1}
            aria-pressed={reacted.own.includes(kind)}
            aria-label={texts.value.reactedBy(texts.value.reaction[kind], chip.count)}
            onClick={() => withPart(({ acts }) => acts.react(desk, messageId, kind))}
          >
            <Chip {...chip} />
          </button>
        ) : (
          <span key={kind} class="reaction">
            <Chip {...chip} />
          </span>
        );
      })}
    </div>
  );
}

function Chip({ kind, count }: { kind: ReactionKind; count: number }) {
  return (
    <>
      <Icon name={REACTION_ICONS[kind]} size="s" />
      {texts.value.reaction[kind]} {count}
    </>
  );
}

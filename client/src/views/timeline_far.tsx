/** A message too far up to scroll back to, shown by itself. */
import type { Message } from "../core/message";
import { fullMoment } from "../i18n/moments";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import { TitledDialog } from "./dialog";
import { Glyph, TagLetters } from "./glyph";

export function FarMessage({ message, onClose }: { message: Message; onClose: () => void }) {
  const t = texts.value;
  const { nickname, tag, body, removed, sentMs } = message;
  return (
    <TitledDialog label={partTexts.value.farMessage} onClose={onClose}>
      <article class="msg msg-first msg-far" aria-label={nickname || t.someone}>
        <Glyph tag={tag} />
        <div class="msg-body">
          <header class="msg-head">
            <span class="name">
              <bdi>{nickname || t.someone}</bdi>
            </span>
            <TagLetters tag={tag} />
            <time dateTime={new Date(sentMs).toISOString()}>{fullMoment(sentMs)}</time>
          </header>
          <p class="msg-text" dir="auto">
            {removed === null ? body : t.removed[removed]}
          </p>
        </div>
      </article>
    </TitledDialog>
  );
}

/** How many messages are unread somewhere. */
import { apartTexts } from "../i18n/apart_texts";

export function UnreadCount({ count }: { count: number }) {
  return (
    <span class="n">
      <span aria-hidden="true">{count}</span>
      <span class="hide">{apartTexts.value.unreadIn(count)}</span>
    </span>
  );
}

/** The button of a message's menu. */
import type { VNode } from "preact";
import { texts } from "../i18n/texts";
import type { RoomDesk } from "./room_desk";
import type { MessageRow } from "./timeline_rows";

/** Its dots are drawn by timeline.css: two elements less in every row. The menu itself says here that it is open. */
export function menuButton(row: MessageRow, name: string, { talk }: RoomDesk, isActive: boolean): VNode {
  return (
    <button
      type="button"
      class="icon-btn icon-btn-s msg-menu"
      tabIndex={isActive ? 0 : -1}
      aria-haspopup="menu"
      aria-expanded={false}
      aria-label={texts.value.actionsOn(name)}
      onClick={({ currentTarget }) => {
        if (talk.menu.peek()?.row.key === row.key) talk.closeMenu();
        else talk.menu.value = { row, opener: currentTarget };
      }}
    />
  );
}

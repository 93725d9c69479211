/** The button of a message's menu. */
import { useComputed } from "@preact/signals";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import type { MessageRow } from "./timeline_rows";

interface Props {
  readonly row: MessageRow;
  readonly name: string;
  readonly desk: RoomDesk;
  readonly isActive: boolean;
}

export function MessageMenu({ row, name, desk, isActive }: Props) {
  const { talk } = desk;
  const isOpen = useComputed(() => talk.menu.value?.row.key === row.key).value;
  return (
    <button
      type="button"
      class="icon-btn icon-btn-s msg-menu"
      tabIndex={isActive ? 0 : -1}
      aria-haspopup="menu"
      aria-expanded={isOpen}
      aria-label={texts.value.actionsOn(name)}
      onClick={({ currentTarget }) => {
        if (isOpen) talk.closeMenu();
        else talk.menu.value = { row, opener: currentTarget };
      }}
    >
      <Icon name="dots" />
    </button>
  );
}

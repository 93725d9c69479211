/** One's private rooms, and those one was put out of or that were closed: why is read at their door. */
import { apartTexts } from "../i18n/apart_texts";
import { follow } from "../platform/page";
import { Icon } from "../views/icons";
import "../views/more_icons";
import { useScene } from "../views/scene";
import { ownRoomsOf } from "./own_rooms";
import { UnreadCount } from "./unread_count";

export function OwnRoomsList({ here }: { here: string }) {
  const { rooms, ended } = ownRoomsOf(useScene().visit).held.value;
  const a = apartTexts.value;
  const over = ended.filter(({ why }) => why !== "left");
  if (rooms.length + over.length === 0) return null;
  return (
    <>
      <h2 id="side-own">{a.ownRooms}</h2>
      <ul aria-labelledby="side-own">
        {rooms.map((room) => (
          <Row key={room.slug} {...room} here={here} isOver={false} />
        ))}
        {over.map((room) => (
          <Row key={room.slug} {...room} here={here} isOver />
        ))}
      </ul>
    </>
  );
}

interface RowProps {
  readonly slug: string;
  readonly name: string;
  readonly here: string;
  readonly isOver: boolean;
  readonly unread?: number;
}

function Row({ slug, name, here, isOver, unread = 0 }: RowProps) {
  const isHere = slug === here;
  const isNew = unread > 0 && !isHere;
  return (
    <li>
      <a
        class={isNew ? "row row-new" : "row"}
        href={`/r/${slug}`}
        aria-current={isHere ? "page" : undefined}
        onClick={follow}
      >
        <span class="row-main" dir="auto">
          {name}
        </span>
        {isNew ? (
          <UnreadCount count={unread} />
        ) : (
          <span class="n">{isOver ? apartTexts.value.roomOver : <Icon name="lock" size="s" />}</span>
        )}
      </a>
    </li>
  );
}

/** What the owner of a private room may change: its name, its slow mode, who is in it, and that it is there at all. */
import { useState } from "preact/hooks";
import type { Outcome } from "../core/refusal";
import { apartTexts } from "../i18n/apart_texts";
import { changeRoom } from "../platform/private_api";
import { Choices } from "../views/choices";
import { TitledDialog } from "../views/dialog";
import type { RoomDesk } from "../views/room_desk";
import { Members } from "./members";
import { RoomNameField } from "./name_of_room";
import { reasonOf } from "./reasons";

const SLOW_SECONDS = ["0", "10", "30", "60"] as const;

export function ManageDialog({ desk }: { desk: RoomDesk }) {
  const { slug } = desk.live;
  const info = desk.info.value;
  const [name, setName] = useState(info?.name ?? "");
  const [told, setTold] = useState<Outcome<unknown> | null>(null);
  const a = apartTexts.value;
  const change = (what: Parameters<typeof changeRoom>[1]) => void changeRoom(slug, what).then(setTold);
  return (
    <TitledDialog label={a.manageTitle} onClose={() => desk.closeDialog()}>
      <form
        class="rename"
        onSubmit={(event) => {
          event.preventDefault();
          change({ name: name.trim() });
        }}
      >
        <RoomNameField value={name} onChange={setName} />
        <button type="submit" class="btn">
          {a.rename}
        </button>
      </form>
      <Choices
        name="slow"
        legend={a.slowRoom}
        chosen={`${info?.slow_mode ?? 0}`}
        options={SLOW_SECONDS.map((value) => ({ value: `${value}`, label: a.slowRooms[value] ?? value }))}
        onChoose={(value) => change({ slow_seconds: Number(value) })}
      />
      {told && (
        <p class={told.ok ? "" : "field-refusal"} role={told.ok ? "status" : "alert"}>
          {told.ok ? a.saved : a.notTaken(reasonOf(told.refusal))}
        </p>
      )}
      <Members desk={desk} />
      <hr />
      <div class="settings-acts">
        <button type="button" class="btn" onClick={() => desk.open({ kind: "close" })}>
          {a.closeRoom}
        </button>
      </div>
    </TitledDialog>
  );
}

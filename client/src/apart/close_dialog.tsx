/** Asking before a private room is closed for everybody. */
import { useState } from "preact/hooks";
import { apartTexts } from "../i18n/apart_texts";
import { visitAddress } from "../platform/page";
import { closeRoom } from "../platform/private_api";
import { TitledDialog } from "../views/dialog";
import type { RoomDesk } from "../views/room_desk";
import { useScene } from "../views/scene";
import { ownRoomsOf } from "./own_rooms";
import { reasonOf } from "./reasons";

export function CloseRoomDialog({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const [refused, setRefused] = useState("");
  const a = apartTexts.value;
  const close = async () => {
    const outcome = await closeRoom(desk.live.slug);
    if (!outcome.ok) {
      setRefused(a.notTaken(reasonOf(outcome.refusal)));
      return;
    }
    desk.closeDialog();
    visitAddress("/");
    void ownRoomsOf(visit).refresh();
  };
  return (
    <TitledDialog label={a.closeRoomTitle} onClose={() => desk.closeDialog()}>
      <p>{a.closeRoomLead}</p>
      {refused !== "" && (
        <p class="field-refusal" role="alert">
          {refused}
        </p>
      )}
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={() => desk.closeDialog()}>
          {a.keepOpen}
        </button>
        <button type="button" class="btn btn-danger" onClick={() => void close()}>
          {a.closeRoomDo}
        </button>
      </div>
    </TitledDialog>
  );
}

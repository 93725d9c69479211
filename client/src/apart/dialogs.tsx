/** Which dialog about private rooms and conversations is open. */
import type { OpenApart, RoomDesk } from "../views/room_desk";
import { CloseRoomDialog } from "./close_dialog";
import { InviteDialog } from "./invite_dialog";
import { ManageDialog } from "./manage_dialog";
import { ProposeDialog } from "./propose_dialog";
import { PutOutDialog } from "./put_out_dialog";
import { RequestsDialog } from "./requests_dialog";

export function ApartDialog({ desk, open }: { desk: RoomDesk; open: OpenApart }) {
  switch (open.kind) {
    case "requests":
      return <RequestsDialog onClose={() => desk.closeDialog()} />;
    case "propose":
      return <ProposeDialog desk={desk} person={open.person} />;
    case "invite":
      return <InviteDialog desk={desk} />;
    case "room":
      return <ManageDialog desk={desk} />;
    case "close":
      return <CloseRoomDialog desk={desk} />;
    case "put_out":
      return <PutOutDialog desk={desk} person={open.person} />;
  }
}

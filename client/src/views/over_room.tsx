/** What opens over a room: its sheets on a phone, and the dialogs that ask. */
import { loadApartTexts } from "../i18n/apart_texts";
import { loadPartTexts } from "../i18n/part_texts";
import { loadReportTexts } from "../i18n/report_texts";
import { texts } from "../i18n/texts";
import { EraseDialog, RemoveDialog, SelfDialog } from "./asking_dialogs";
import { CloseButton, ModalBox } from "./dialog";
import { lazy } from "./lazy";
import type { Open, RoomDesk } from "./room_desk";
import { RoomRoster, RoomsSide } from "./sides";

const ReportDialog = lazy(async () => {
  const [{ ReportDialog: view }] = await Promise.all([import("./report_dialog"), loadReportTexts()]);
  return view;
});

const ApartDialog = lazy(async () => {
  const [{ ApartDialog: view }] = await Promise.all([
    import("../apart/dialogs"),
    loadApartTexts(),
    loadPartTexts(),
  ]);
  return view;
});

export function OverRoom({ desk, open }: { desk: RoomDesk; open: Open }) {
  switch (open.kind) {
    case "rooms":
      return <RoomsSheet desk={desk} />;
    case "roster":
      return <RosterSheet desk={desk} />;
    case "self":
      return <SelfDialog desk={desk} />;
    case "erase":
      return <EraseDialog desk={desk} />;
    case "remove":
      return <RemoveDialog desk={desk} messageId={open.messageId} />;
    case "requests":
    case "propose":
    case "invite":
    case "room":
    case "close":
    case "put_out":
      return <ApartDialog desk={desk} open={open} onGiveUp={() => desk.closeDialog()} />;
    case "report":
      return <ReportDialog desk={desk} about={open.about} onGiveUp={() => desk.closeDialog()} />;
  }
}

function RoomsSheet({ desk }: { desk: RoomDesk }) {
  const close = () => desk.closeDialog();
  return (
    <ModalBox label={texts.value.rooms} shape="sheet sheet-left" onClose={close}>
      <CloseButton onClose={close} />
      <nav class="side" aria-label={texts.value.rooms}>
        <RoomsSide desk={desk} />
      </nav>
    </ModalBox>
  );
}

function RosterSheet({ desk }: { desk: RoomDesk }) {
  const close = () => desk.closeDialog();
  return (
    <ModalBox label={texts.value.present} shape="sheet sheet-right" onClose={close}>
      <CloseButton onClose={close} />
      <section class="side roster" aria-label={texts.value.present}>
        <RoomRoster desk={desk} />
      </section>
    </ModalBox>
  );
}

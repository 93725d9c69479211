/** The dialogs and sheets of a room, one at a time. */
import { useLayoutEffect, useState } from "preact/hooks";
import type { Refusal } from "../core/refusal";
import { texts } from "../i18n/texts";
import { CloseButton, ModalBox, TitledDialog } from "./dialog";
import { Icon } from "./icons";
import { leaveForGood } from "./leaving";
import { NameField } from "./name_field";
import { nameRefusalText } from "./refusal_text";
import type { RoomDesk } from "./room_desk";
import { RoomsSide } from "./rooms_side";
import { RoomRoster } from "./roster";
import { useScene } from "./scene";

export function RoomDialogs({ desk }: { desk: RoomDesk }) {
  const open = desk.dialog.value;
  useLayoutEffect(() => {
    if (open === null) desk.returnFocus();
  }, [open, desk]);
  switch (open?.kind) {
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
    default:
      return null;
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

function SelfDialog({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const t = texts.value;
  return (
    <TitledDialog label={t.self} onClose={() => desk.closeDialog()}>
      <RenameForm desk={desk} />
      <hr />
      <WayOut
        label={t.leave}
        lead={t.leaveLead}
        icon="door"
        onClick={() => void leaveForGood(visit, desk, false)}
      />
      <WayOut
        label={t.eraseAll}
        lead={t.eraseLead}
        icon="eraser"
        onClick={() => desk.open({ kind: "erase" })}
      />
    </TitledDialog>
  );
}

interface Way {
  readonly label: string;
  readonly lead: string;
  readonly icon: "door" | "eraser";
  readonly onClick: () => void;
}

function WayOut({ label, lead, icon, onClick }: Way) {
  return (
    <div class="way-out">
      <button type="button" class="btn" onClick={onClick}>
        <Icon name={icon} size="s" />
        {label}
      </button>
      <p>{lead}</p>
    </div>
  );
}

function RenameForm({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [name, setName] = useState(desk.live.nickname() ?? "");
  const save = () =>
    desk.live.posting.rename(name.trim(), (refusal) => {
      setRefused(refusal);
      if (refusal === null) desk.closeDialog();
    });
  return (
    <form
      class="rename"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <NameField
        id="rename"
        value={name}
        onChange={setName}
        onSuggest={() => setName(desk.suggestion())}
        describedBy="rename-scope"
        isRefused={refused !== null}
      />
      <button type="submit" class="btn btn-primary">
        {t.changeName}
      </button>
      {refused && (
        <p class="field-refusal" role="alert">
          {nameRefusalText(refused)}
        </p>
      )}
      <p id="rename-scope">{t.nameScope}</p>
    </form>
  );
}

function EraseDialog({ desk }: { desk: RoomDesk }) {
  const { boot, visit } = useScene();
  const t = texts.value;
  return (
    <TitledDialog label={t.eraseTitle} onClose={() => desk.closeDialog()}>
      <p>{t.eraseWhat(boot.retention.sealed_h)}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={() => desk.closeDialog()}>
          {t.keep}
        </button>
        <button type="button" class="btn btn-danger" onClick={() => void leaveForGood(visit, desk, true)}>
          {t.eraseAll}
        </button>
      </div>
    </TitledDialog>
  );
}

function RemoveDialog({ desk, messageId }: { desk: RoomDesk; messageId: string }) {
  const { boot } = useScene();
  const t = texts.value;
  const remove = () => {
    desk.live.remove(messageId);
    desk.closeDialog();
  };
  return (
    <TitledDialog label={t.removeTitle} onClose={() => desk.closeDialog()}>
      <p>{t.removeLead(boot.retention.sealed_h)}</p>
      <div class="dialog-foot">
        <button type="button" class="btn" data-first-focus onClick={() => desk.closeDialog()}>
          {t.keep}
        </button>
        <button type="button" class="btn btn-danger" onClick={remove}>
          {t.remove}
        </button>
      </div>
    </TitledDialog>
  );
}

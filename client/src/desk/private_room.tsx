/** What the desk does about a private room: come in, which everybody there is told, and open it to others. */
import { useEffect, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import type { DeskPrivateRoom, DeskRoom } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import type { Desk } from "./desk";

/** A private room is told to the team by its number; its address is its members' own. */
export function isPrivate({ slug }: DeskRoom): boolean {
  return /^private-\d+$/.test(slug);
}

/** What is known of the private rooms, read again when they are others. */
export function usePrivateRooms(desk: Desk): readonly DeskPrivateRoom[] {
  const [known, setKnown] = useState<readonly DeskPrivateRoom[]>([]);
  const rooms = desk.state.value?.rooms.filter(isPrivate) ?? [];
  const version = desk.state.value?.version;
  const isAny = rooms.length > 0;
  useEffect(() => {
    if (isAny)
      void desk.api.privateRooms().then((answer) => {
        if (answer.ok) setKnown(answer.value.rooms);
      });
  }, [desk, isAny, version]);
  return known;
}

interface Asking {
  readonly room: DeskRoom;
  readonly desk: Desk;
  readonly onClose: () => void;
}

export function AskVisit({ room, desk, onClose }: Asking) {
  const d = deskTexts.value;
  const who = `M-${desk.state.value?.me.number ?? ""}`;
  const visit = () => {
    onClose();
    void desk.watching.watch(room.slug, true);
  };
  return (
    <TitledDialog label={d.visitTitle(room.name)} onClose={onClose}>
      <p>{d.visitLead(who)}</p>
      <Foot label={d.visitDo} onDo={visit} onClose={onClose} />
    </TitledDialog>
  );
}

export function AskOpening({ known, desk, onClose }: Omit<Asking, "room"> & { known: DeskPrivateRoom }) {
  const d = deskTexts.value;
  const open = async () => {
    onClose();
    const answer = await desk.api.openRoom(known.id);
    if (!answer.ok) desk.tell(answer.fault);
  };
  return (
    <TitledDialog label={d.openTitle(known.name)} onClose={onClose}>
      <p>{d.openLead}</p>
      <p>{d.openThen}</p>
      <Foot label={d.openDo} onDo={() => void open()} onClose={onClose} />
    </TitledDialog>
  );
}

function Foot({ label, onDo, onClose }: { label: string; onDo: () => void; onClose: () => void }) {
  return (
    <div class="dialog-foot">
      <button type="button" class="btn" data-first-focus onClick={onClose}>
        {deskTexts.value.cancel}
      </button>
      <button type="button" class="btn btn-primary" onClick={onDo}>
        {label}
      </button>
    </div>
  );
}

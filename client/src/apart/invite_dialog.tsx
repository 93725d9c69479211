/** Inviting into one's private room: a link shown once, what was made before, and how each is taken back. */
import { useEffect, useState } from "preact/hooks";
import { apartTexts } from "../i18n/apart_texts";
import { fullMoment } from "../i18n/moments";
import { invitations, invite, revoke } from "../platform/private_api";
import type { InvitationInfo, InvitationMade } from "../protocol/protocol.gen";
import { Choices } from "../views/choices";
import { TitledDialog } from "../views/dialog";
import { ReceiptCode } from "../views/receipt_code";
import type { RoomDesk } from "../views/room_desk";
import { reasonOf } from "./reasons";

const HOURS = ["1", "24", "72"] as const;
const USES = ["1", "10", "50"] as const;

export function InviteDialog({ desk }: { desk: RoomDesk }) {
  const { slug } = desk.live;
  const [made, setMade] = useState<InvitationMade | null>(null);
  const [open, setOpen] = useState<readonly InvitationInfo[]>([]);
  const [refused, setRefused] = useState("");
  const a = apartTexts.value;
  const read = async () => {
    const outcome = await invitations(slug);
    if (outcome.ok) setOpen(outcome.value.invitations.filter(({ good }) => good));
  };
  useEffect(() => void read(), [slug]);
  const make = async (hours: number, uses: number) => {
    const outcome = await invite(slug, hours, uses);
    setRefused(outcome.ok ? "" : a.notTaken(reasonOf(outcome.refusal)));
    if (outcome.ok) setMade(outcome.value);
    await read();
  };
  return (
    <TitledDialog label={a.inviteTitle} onClose={() => desk.closeDialog()} isTall>
      <p>{a.inviteLead}</p>
      <Making onMake={(hours, uses) => void make(hours, uses)} />
      {refused !== "" && (
        <p class="field-refusal" role="alert">
          {refused}
        </p>
      )}
      {made && <Made made={made} />}
      <Open open={open} onRevoke={(id) => void revoke(slug, id).then(read)} />
    </TitledDialog>
  );
}

function Making({ onMake }: { onMake: (hours: number, uses: number) => void }) {
  const [hours, setHours] = useState("24");
  const [uses, setUses] = useState("10");
  const a = apartTexts.value;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onMake(Number(hours), Number(uses));
      }}
    >
      <Choices
        name="hours"
        legend={a.inviteHours}
        chosen={hours}
        options={HOURS.map((value) => ({ value: `${value}`, label: a.inviteFor[value] ?? value }))}
        onChoose={setHours}
      />
      <Choices
        name="uses"
        legend={a.inviteUses}
        chosen={uses}
        options={USES.map((value) => ({ value: `${value}`, label: a.inviteCount[value] ?? value }))}
        onChoose={setUses}
      />
      <div class="dialog-foot">
        <button type="submit" class="btn btn-primary">
          {a.inviteDo}
        </button>
      </div>
    </form>
  );
}

function Made({ made }: { made: InvitationMade }) {
  const a = apartTexts.value;
  return (
    <section aria-label={a.inviteLink} role="status">
      <p class="label">{a.inviteLink}</p>
      <ReceiptCode
        code={made.link}
        words={{
          copy: a.copyLinkNow,
          copyCode: a.copyInvitation,
          codeCopied: a.invitationCopied,
          codeNotCopied: a.invitationNotCopied,
        }}
      />
    </section>
  );
}

function Open({ open, onRevoke }: { open: readonly InvitationInfo[]; onRevoke: (id: string) => void }) {
  const a = apartTexts.value;
  return (
    <section class="settings-part" aria-label={a.invitationsOpen}>
      <h3>{a.invitationsOpen}</h3>
      {open.length === 0 && <p>{a.noInvitations}</p>}
      <ul class="hidden-guests">
        {open.map(({ id, uses_left, expires_at }) => {
          const until = fullMoment(Date.parse(expires_at));
          return (
            <li key={id}>
              <span>{a.invitationLeft(uses_left, until)}</span>
              <button
                type="button"
                class="link-btn"
                aria-label={a.revokeWhich(until)}
                onClick={() => onRevoke(id)}
              >
                {a.revoke}
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

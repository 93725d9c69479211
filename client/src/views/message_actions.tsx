/** The menu of one message, beside its button, or at the foot of a small or touched screen. */
import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { canEdit } from "../core/amending";
import { isTalk } from "../core/apart";
import { KINDS } from "../core/reactions";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import type { ReactionKind } from "../protocol/protocol.gen";
import * as acts from "./acts";
import { Icon, type IconName } from "./icons";
import { placeAfter } from "./menu_moves";
import { isSheet, placeBeside } from "./placing";
import { REACTION_ICONS } from "./reaction_icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import type { OpenMenu } from "./talk";

interface Props {
  readonly open: OpenMenu;
  readonly desk: RoomDesk;
}

export function MessageActions({ open, desk }: Props) {
  const { visit } = useScene();
  const box = useRef<HTMLDivElement>(null);
  const { row, opener } = open;
  const t = texts.value;
  const isGuest = visit.session.value !== null;
  const groups = actionsOf(open, desk, isGuest);
  useLayoutEffect(() => {
    if (box.current) placeBeside(box.current, opener);
    box.current?.querySelector("button")?.focus({ preventScroll: true });
  }, [opener]);
  useLayoutEffect(() => expanded(opener), [opener]);
  useClosing(desk, box, opener);
  return (
    <>
      {isSheet() && <div class="menu-veil" />}
      <div
        ref={box}
        class={isSheet() ? "menu menu-sheet" : "menu menu-beside"}
        role="menu"
        aria-label={t.actionsOn(row.message.nickname || t.someone)}
        onKeyDown={(event) => move(event, desk)}
      >
        {isGuest && <Reactions open={open} desk={desk} />}
        {groups.map((actions, index) => (
          <Group key={index} actions={actions} desk={desk} isRuled={isGuest || index > 0} />
        ))}
      </div>
    </>
  );
}

/** Said on the message's button, whatever the menu was opened from. */
function expanded(opener: HTMLElement): () => void {
  const button = opener.closest("article")?.querySelector(".msg-menu");
  button?.setAttribute("aria-expanded", "true");
  return () => button?.setAttribute("aria-expanded", "false");
}

interface Action {
  readonly icon: IconName;
  readonly label: string;
  readonly act: () => void;
}

function actionsOf({ row }: OpenMenu, desk: RoomDesk, isGuest: boolean): readonly (readonly Action[])[] {
  const p = partTexts.value;
  const { message, isOwn } = row;
  const author = { nickname: message.nickname, tag: message.tag };
  const action = (icon: IconName, label: string, act: () => void): Action => ({ icon, label, act });
  const edit = action("pencil", p.edit, () => acts.edit(desk, message));
  const copies = [
    action("copy", p.copyText, () => acts.copyText(desk, message)),
    action("link", p.copyLink, () => acts.copyLink(desk, message)),
  ];
  const first = [action("reply", p.reply, () => acts.reply(desk, message))];
  if (isOwn && canEdit(desk.live, message)) first.push(edit);
  const last = [];
  if (isOwn) last.push(action("eraser", p.remove, () => acts.remove(desk, message)));
  else if (isGuest && !message.announcement) {
    if (!isTalk(desk.live.slug))
      last.push(action("talk", p.propose, () => desk.open({ kind: "propose", person: author })));
    last.push(action("eyeOff", p.hidePerson, () => acts.hidePerson(desk, author)));
  }
  const reports =
    isOwn || message.announcement
      ? []
      : [action("flag", p.report, () => acts.report(desk, message, isGuest))];
  return [first, copies, last, reports].filter((group) => group.length > 0);
}

function Group({ actions, desk, isRuled }: { actions: readonly Action[]; desk: RoomDesk; isRuled: boolean }) {
  return (
    <>
      {isRuled && <hr />}
      {actions.map(({ icon, label, act }) => (
        <button
          key={label}
          type="button"
          role="menuitem"
          tabIndex={-1}
          onClick={() => {
            desk.talk.closeMenu();
            act();
          }}
        >
          <Icon name={icon} />
          {label}
        </button>
      ))}
    </>
  );
}

function Reactions({ open, desk }: Props) {
  const { id } = open.row.message;
  const own: readonly ReactionKind[] = desk.live.reactedTo(id)?.own ?? [];
  return (
    <div class="react-row" role="group" aria-label={partTexts.value.react}>
      {KINDS.map((kind) => (
        <button
          key={kind}
          type="button"
          role="menuitemcheckbox"
          tabIndex={-1}
          aria-checked={own.includes(kind)}
          onClick={() => {
            desk.talk.closeMenu();
            acts.react(desk, id, kind);
          }}
        >
          <Icon name={REACTION_ICONS[kind]} />
          {texts.value.reaction[kind]}
        </button>
      ))}
    </div>
  );
}

/** A press elsewhere, or a timeline that moves from under it, closes the menu. */
function useClosing(
  desk: RoomDesk,
  box: { readonly current: HTMLElement | null },
  opener: HTMLElement,
): void {
  useEffect(() => {
    const close = (event: Event) => {
      const isInside = event.target instanceof Node && box.current?.contains(event.target);
      if (!isInside && !(event.target instanceof Node && opener.contains(event.target)))
        desk.talk.menu.value = null;
    };
    const turned = () => desk.talk.closeMenu();
    document.addEventListener("pointerdown", close);
    addEventListener("resize", turned);
    return () => {
      document.removeEventListener("pointerdown", close);
      removeEventListener("resize", turned);
    };
  }, [desk, opener]);
}

function move(event: TargetedKeyboardEvent<HTMLElement>, desk: RoomDesk): void {
  const items = [...event.currentTarget.querySelectorAll("button")];
  const reactions = items.filter((item) => item.role === "menuitemcheckbox").length;
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  const next = placeAfter(event.key, at, items.length, reactions);
  if (next !== undefined) items[next]?.focus();
  else if (event.key === "Escape" || event.key === "Tab") desk.talk.closeMenu();
  else return;
  if (event.key !== "Tab") event.preventDefault();
  event.stopPropagation();
}

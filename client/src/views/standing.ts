/** When a notice stands in the timeline's place, or in the composer's; what draws it is fetched then. */
import type { Visit } from "../core/visit";
import { loadDecidedTexts } from "../i18n/decided_texts";
import { loadPanelTexts } from "../i18n/panel_texts";
import { loadPartTexts } from "../i18n/part_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { lazy } from "./lazy";
import type { RoomDesk } from "./room_desk";

const fetchNotices = async () => {
  const [notices] = await Promise.all([
    import("./standing_notice"),
    loadPanelTexts(),
    loadPartTexts(),
    loadSideTexts(),
  ]);
  return notices;
};

export const StandingNotice = lazy(async () => (await fetchNotices()).StandingNotice);
export const NoComposer = lazy(async () => (await fetchNotices()).NoComposer);

/** What was decided about the reader, in the room's place. */
export const SanctionPlace = lazy(async () => {
  const [{ SanctionPlace: view }] = await Promise.all([
    import("./sanction_place"),
    loadDecidedTexts(),
    loadSideTexts(),
  ]);
  return view;
});
export const MutedNotice = lazy(async () => {
  const [{ MutedNotice: view }] = await Promise.all([
    import("./sanction_place"),
    loadDecidedTexts(),
    loadSideTexts(),
  ]);
  return view;
});

export function isShut(desk: RoomDesk, visit: Visit): boolean {
  const standing = desk.live.standing.value;
  return visit.isBroken.value || (standing !== "live" && standing !== "connecting");
}

/** The JSON routes of private rooms, their invitations, and the evidence one keeps of a conversation. */
import { type Outcome, refusal } from "../core/refusal";
import type {
  InvitationMade,
  InvitationPreview,
  Invitations,
  PrivateRoomChange,
  PrivateRoomInfo,
  PrivateRoomMade,
  PrivateRooms,
} from "../protocol/protocol.gen";
import { download } from "./download";
import { call, request } from "./json_api";

export const ownRooms = (): Promise<Outcome<PrivateRooms>> => call("GET", "/api/private-rooms");

export const roomInfo = (slug: string): Promise<Outcome<PrivateRoomInfo>> => call("GET", pathOf(slug));

export const createRoom = (name: string, adult: boolean): Promise<Outcome<PrivateRoomMade>> =>
  call("POST", "/api/private-rooms", { name, adult });

export const changeRoom = (slug: string, change: PrivateRoomChange): Promise<Outcome<PrivateRoomInfo>> =>
  call("PATCH", pathOf(slug), change);

export const closeRoom = (slug: string): Promise<Outcome<null>> => call("DELETE", pathOf(slug));

export const leaveRoom = (slug: string): Promise<Outcome<null>> => call("POST", `${pathOf(slug)}/leave`, {});

export const removeMember = (slug: string, tag: string, reason: string): Promise<Outcome<null>> =>
  call("POST", `${pathOf(slug)}/members/${encodeURIComponent(tag)}/removal`, { reason });

export const invite = (slug: string, hours: number, uses: number): Promise<Outcome<InvitationMade>> =>
  call("POST", `${pathOf(slug)}/invitations`, { hours, uses });

export const invitations = (slug: string): Promise<Outcome<Invitations>> =>
  call("GET", `${pathOf(slug)}/invitations`);

export const revoke = (slug: string, id: string): Promise<Outcome<null>> =>
  call("DELETE", `${pathOf(slug)}/invitations/${encodeURIComponent(id)}`);

/** In the body, so that the code is in no address. */
export const readInvitation = (code: string): Promise<Outcome<InvitationPreview>> =>
  call("POST", "/api/invitations", { code });

export const enterBy = (code: string, nickname: string): Promise<Outcome<PrivateRoomMade>> =>
  call("POST", "/api/invitations/enter", { code, nickname });

/** Downloaded by the browser under this name; says only whether it could be. */
export async function keepTranscript(conversation: string, name: string): Promise<Outcome<null>> {
  try {
    const path = `/api/conversations/${encodeURIComponent(conversation)}/transcript`;
    const response = await request("POST", path, {});
    if (!response.ok) return { ok: false, refusal: refusal("refused") };
    download(await response.blob(), name);
    return { ok: true, value: null };
  } catch {
    return { ok: false, refusal: refusal("unreachable") };
  }
}

function pathOf(slug: string): string {
  return `/api/private-rooms/${encodeURIComponent(slug)}`;
}

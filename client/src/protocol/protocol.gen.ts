/** The wire, generated from src/palabre/protocol by `python -m palabre.protocol.export`: do not edit. */

export const SUBPROTOCOL = "palabre.v1";
export const MAX_FRAME_BYTES = 32768;
export const MAX_BODY_CODE_POINTS = 2000;
export const MAX_NICKNAME = 24;
export const MIN_NICKNAME = 2;
export const MAX_EPOCH = 64;
export const SNAPSHOT_MESSAGES = 50;
export const SNAPSHOT_BYTES = 25000;
export const RESUME_EVENTS = 500;
export const PAGE_MESSAGES = 50;
export const CLIENT_MESSAGE_ID = "^[A-Za-z0-9_+/=.:-]{1,64}$";
export const EDIT_WITHIN_SECONDS = 300;
export const RESEND_WITHIN_SECONDS = 600;
export const TYPING_SECONDS = 6;
export const TYPING_EVERY_SECONDS = 3;
export const TYPING_UP_TO = 50;
export const PEOPLE_FOUND = 20;
export const CROWDED = 200;
export const MAX_CHALLENGE_PAYLOAD = 4096;
export const MAX_REPORT_TEXT = 2000;
export const MAX_APPEAL_TEXT = 2000;
export const MAX_NOTICE_EXPLANATION = 5000;
export const MAX_NOTICE_LOCATIONS = 10;
export const MAX_NOTICE_FIELD = 500;
export const PROOF_IDLE_SECONDS = 3600;
export const PROOF_MOST_SECONDS = 14400;
export const AGE_ATTEMPT_SECONDS = 600;
export const AGE_CODE_TRIES = 3;
export const VOUCH_CODE_SECONDS = 900;
export const BIND_WITHIN_SECONDS = 60;
export const OPEN_REQUESTS = 5;
export const REQUEST_SECONDS = 86400;
export const CONVERSATION_SECONDS = 86400;
export const MANY_INVITED = 3;
export const INVITED_WITHIN_SECONDS = 86400;
export const INVITATION_HOURS = 24;
export const MAX_INVITATION_HOURS = 72;
export const INVITATION_USES = 10;
export const MAX_INVITATION_USES = 50;
export const MAX_INVITATIONS = 20;
export const MAX_OWNED_ROOMS = 3;
export const MAX_REMOVAL_REASON = 300;
export const MAX_NUMBER = 9007199254740991;

export const CloseCode = {
  STOPPING: 4001,
  TOO_SLOW: 4008,
  FLOODING: 4029,
  SESSION_ENDED: 4501,
} as const;

export type Locale = "fr" | "en";

export type Readers = "everyone" | "guests";

export type Removal = "author" | "moderation" | "erased";

export type Mode = "snapshot" | "resumed";

export type ReactionKind = "thanks" | "like" | "agree" | "funny" | "support" | "informative";

export type SlowReason = "rate" | "slow_mode" | "repetition" | "prefix" | "held" | "held_in_room";

export type Cover = "attended" | "unattended" | "shield";

export type RefusedBy = "person" | "rule" | "expiry";

export type CareKind = "self_harm" | "minor" | "writing_closed";

export type SanctionKind = "warning" | "mute" | "kick" | "room_ban" | "ban";

export type Measure =
  | "warning"
  | "mute"
  | "kick"
  | "room_ban"
  | "ban"
  | "removal"
  | "contact_stopped"
  | "writing_closed";

export type Category =
  | "danger"
  | "minor"
  | "blackmail"
  | "privacy"
  | "harassment"
  | "hate"
  | "sexual_or_violent"
  | "illicit_trade"
  | "other";

export type SubjectKind = "message" | "guest" | "room" | "conversation";

export type EndOfProof = "expired" | "idle" | "elsewhere" | "revoked" | "ended";

export type AgeMethodName = "eu" | "oidc" | "human" | "demo";

export type AgeMethodKind = "wallet" | "account" | "human" | "demo";

export type AgeDevice = "same" | "other";

export type AttemptState = "waiting" | "answered" | "proven" | "refused" | "ended";

export type AttemptNeeds = "nothing" | "matching_code" | "staff_code";

export type ConversationState = "open" | "frozen" | "ended";

export type EndOfMembership = "closed" | "removed" | "left";

export type FailureCode =
  | "appeal_made"
  | "appeal_too_late"
  | "attempt_over"
  | "banned"
  | "body_empty"
  | "body_too_long"
  | "body_unprintable"
  | "challenge_failed"
  | "challenge_required"
  | "code_wrong"
  | "conflict"
  | "conversation_frozen"
  | "conversation_paused"
  | "edit_too_late"
  | "invitation_ended"
  | "kicked"
  | "muted"
  | "needs_settled"
  | "nickname_age"
  | "nickname_changed_too_often"
  | "nickname_invalid"
  | "nickname_reserved"
  | "nickname_taken"
  | "not_entered"
  | "not_found"
  | "not_open_yet"
  | "not_yours"
  | "notice_incomplete"
  | "proof_required"
  | "proof_unbound"
  | "read_only_now"
  | "room_closed"
  | "room_full"
  | "room_paused"
  | "screened"
  | "session_required"
  | "slowed"
  | "too_many_hidden"
  | "too_many_invitations"
  | "too_many_requests"
  | "too_many_rooms"
  | "unattended"
  | "unavailable"
  | "writing_closed"
  | "malformed"
  | "unknown_command"
  | "invalid"
  | "flooding";

/** Someone listed: who posted in the room and is still there. */
export interface Person {
  nickname: string;
  tag: string;
}

/** Who wrote a message. `tag` is opaque, unique per room and day. */
export interface WireAuthor {
  nickname: string;
  tag: string;
}

/** A message. Times are RFC 3339 in UTC. */
export interface WireMessage {
  id: string;
  offset: number;
  client_message_id: string;
  body: string;
  author: WireAuthor;
  sent_at: string;
  posted_at?: string | null;
  reply_to?: string | null;
  edited_at?: string | null;
  removed?: Removal | null;
  announcement?: boolean;
}

/** How many put each reaction under a message. `version` grows: of two, the greater is the later. */
export interface Reactions {
  message_id: string;
  version: number;
  counts: Partial<Record<ReactionKind, number>>;
}

/** One's own message that waits for a person of the team: on no page, in no stream, at no offset. */
export interface HeldMessage {
  message_id: string;
  client_message_id: string;
  body: string;
  held_at: string;
  reply_to?: string | null;
}

/** One's own message that waited and was refused, as in `message.refused`; `words` are told only then. */
export interface RefusedMessage {
  message_id: string;
  client_message_id: string;
  rule: string;
  words: string[];
  explanation: string;
  by: RefusedBy;
}

/** Who watches over a room: how many moderators, and what follows. `slow_mode_seconds` is what holds now. */
export interface CoverInfo {
  cover: Cover;
  moderators: number;
  slow_mode_seconds: number;
}

/** Someone to call or to write to. `number` is as one dials it, `about` one sentence in the reader's language. */
export interface HelpLine {
  name: string;
  number: string;
  about: string;
  url?: string | null;
}

/** A room as its readers see it. `slow_mode` and `keep_seconds` are in seconds; `pinned` may be empty. */
export interface RoomInfo {
  slug: string;
  name: string;
  topic: string;
  rules: string;
  language: Locale;
  capacity: number;
  slow_mode: number;
  readers: Readers;
  closed: boolean;
  keep_seconds: number;
  pinned?: string;
  kind?: "adult" | "general";
}

/** A room as the lobby lists it. `present` posted there and are here; `spectators` only read. */
export interface RoomCard {
  slug: string;
  name: string;
  topic: string;
  language: Locale;
  readers: Readers;
  present: number;
  spectators: number;
  kind?: "adult" | "general";
  offset?: number;
  cover?: CoverInfo | null;
}

/** `GET /api/rooms`. */
export interface RoomList {
  rooms: RoomCard[];
}

/** `GET /api/rooms/{slug}/messages`: oldest first; `more` says whether an older page exists. */
export interface MessagePage {
  messages: WireMessage[];
  more: boolean;
  reactions?: Reactions[];
  reacted?: Partial<Record<string, ReactionKind[]>>;
}

/** `GET /api/rooms/{slug}/people`: who is listed there under such a name; `more` says whether there are others. */
export interface PeopleFound {
  people: Person[];
  more: boolean;
}

/** Whom one hides in one room. */
export interface HiddenGuests {
  room: string;
  people: Person[];
}

/** `GET /api/hidden`: whom one hides, room by room. */
export interface HiddenList {
  rooms: HiddenGuests[];
}

/** Who is here. `people` is null for a spectator and above 200 present: counts only. */
export interface Roster {
  present: number;
  spectators: number;
  people?: Person[] | null;
}

/** The reader themself. `nickname` is the one they have, or would post under, in this room. */
export interface You {
  nickname: string;
  tag: string;
  named: boolean;
  reacted?: Partial<Record<string, ReactionKind[]>>;
  read?: number | null;
  hidden?: Person[];
}

/** `POST /api/sessions`. With `room`, the nickname is checked against who is there before anything is made. */
export interface SessionRequest {
  nickname: string;
  locale?: Locale;
  room?: string | null;
}

/** One's own session. Times are RFC 3339 in UTC. */
export interface SessionInfo {
  nickname: string;
  locale: Locale;
  created_at: string;
  ends_at: string;
}

/** What to compute, as the altcha library says it: see `Challenge`. Texts are hexadecimal. */
export interface ChallengeParameters {
  algorithm: "PBKDF2/SHA-256";
  cost: number;
  keyLength: number;
  keyPrefix: string;
  nonce: string;
  salt: string;
  keySignature: string;
  data: Partial<Record<string, number>>;
}

/** `GET /api/challenge`: a proof of work, altcha v2. */
export interface Challenge {
  parameters: ChallengeParameters;
  signature: string;
}

/** `POST /api/challenge`: base64 of `{"challenge": …, "solution": {"counter": …, "derivedKey": …}}`, key in hex. */
export interface ChallengeSolved {
  payload: string;
}

/** A sanction as its guest is told it; texts are in the language of their session, times RFC 3339 in UTC. */
export interface SanctionInfo {
  id: string;
  kind: Measure;
  room: string | null;
  from: string;
  until: string | null;
  ground: string;
  facts: string;
  reason: string;
  quoted: string | null;
  decided_by: string;
  automated: boolean;
  receipt: string;
  appeal_until: string;
  detected?: boolean;
}

/** What a report is about: a `message` by `message_id`, a `guest` by the `tag` they have or had there, a `room`. */
export interface ReportSubject {
  kind: SubjectKind;
  room: string;
  message_id?: string | null;
  tag?: string | null;
}

/** `POST /api/reports`: a guest tells the team; `danger` and `minor` are looked at first. */
export interface ReportRequest {
  subject: ReportSubject;
  category: Category;
  text?: string;
}

/** The team has it, and what it is about is kept. `receipt` is told this once. */
export interface ReportMade {
  receipt: string;
  may_be_guessed: boolean;
  awake: boolean;
  lines: HelpLine[];
}

/** Where something is: a `link`, or in which `room`, about `when`, and written by `who`, in one's own words. */
export interface NoticeLocation {
  link?: string;
  room?: string;
  when?: string;
  who?: string;
}

/** `POST /api/notices`: anyone tells the team, without a session (DSA art. 16 (2)). */
export interface NoticeRequest {
  category: Category;
  explanation: string;
  locations: NoticeLocation[];
  good_faith: true;
  name?: string;
  email?: string;
  payload?: string;
}

/** The team has the notice. `receipt` is told this once; `lines` are there for the urgent categories. */
export interface NoticeMade {
  receipt: string;
  lines: HelpLine[];
}

/** A contest, and its answer once there is one, by somebody else than who decided. */
export interface AppealInfo {
  text: string;
  at: string;
  outcome?: "reversed" | "upheld" | null;
  reason?: string | null;
  answered_by?: string | null;
  answered_at?: string | null;
}

/** What became of one report of a notice that led to several; `item` is its number, from 1. */
export interface ReceiptItem {
  item: number;
  outcome: "acted" | "nothing_found" | "waiting";
  may_appeal: boolean;
  decided_at?: string | null;
  lifted_at?: string | null;
  appeal?: AppealInfo | null;
}

/** Something kept although one asks for its erasure; `until` is null while nobody can tell. */
export interface HeldBack {
  kind: "delivered" | "order" | "report" | "sanction";
  reason: string;
  basis: string;
  until: string | null;
}

/** `GET /api/receipt`: what a receipt opens. */
export interface ReceiptInfo {
  about: "decision" | "erasure" | "report";
  at: string;
  outcome: "acted" | "nothing_found" | "waiting";
  may_appeal: boolean;
  category?: Category | null;
  sanction?: SanctionInfo | null;
  removed?: number;
  lifted_at?: string | null;
  decided_at?: string | null;
  appeal_until?: string | null;
  appeal?: AppealInfo | null;
  items?: ReceiptItem[];
  holds?: HeldBack[];
  codes?: string[];
}

/** `POST /api/receipt/appeal`: what somebody else of the team should know, in one's own words. */
export interface AppealRequest {
  text: string;
  item?: number;
}

/** An error of a JSON route (RFC 9457). */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  retry_after?: number | null;
  limit?: number | null;
  rule?: string | null;
  words?: string[];
  reason?: SlowReason | null;
  explanation?: string | null;
  field?: string | null;
  line?: number | null;
  column?: number | null;
  by?: string | null;
  at?: string | null;
  sanction?: SanctionInfo | null;
  challenge?: string | null;
}

/** A request one made, until it is accepted, withdrawn or a day old: it looks the same if it was declined. */
export interface SentRequest {
  request: string;
  room: string;
  room_name: string;
  tag: string;
  nickname: string;
  requested_at: string;
  expires_at: string;
}

/** A request that waits for one's own answer. `tag` and `nickname` are the other's, in `room`. */
export interface ReceivedRequest {
  request: string;
  room: string;
  room_name: string;
  tag: string;
  nickname: string;
  requested_at: string;
  expires_at: string;
}

/** A conversation one is in. `conversation` is what commands take as `room`. */
export interface ConversationInfo {
  conversation: string;
  nickname: string;
  tag: string;
  room: string;
  room_name: string;
  opened_at: string;
  expires_at: string;
  state: ConversationState;
  unread: number;
}

/** Everything of it, oldest first. `quiet`: one asked not to be sent requests. */
export interface Correspondence {
  quiet: boolean;
  sent: SentRequest[];
  received: ReceivedRequest[];
  conversations: ConversationInfo[];
}

/** Make a private room; `adult`: it is judged by the rules of rooms for adults. */
export interface PrivateRoomRequest {
  name: string;
  adult?: boolean;
}

/** A private room: its slug is there for its members only, and lets nobody in. */
export interface PrivateRoomMade {
  slug: string;
  name: string;
}

/** What its owner changes of it; `slow_seconds` is between two messages of a member. */
export interface PrivateRoomChange {
  name?: string | null;
  slow_seconds?: number | null;
}

/** Who is in a private room. `here`: connected to it now. */
export interface RoomMember {
  nickname: string;
  tag: string;
  owner: boolean;
  you: boolean;
  here: boolean;
}

/** A private room one is in. `opened`: a moderator let others in than proven adults, and one writes there only while */
export interface PrivateRoomFacts {
  slug: string;
  name: string;
  adult: boolean;
  opened: boolean;
  owner: boolean;
  members: number;
}

/** The same, with how many messages of others lie past one's read mark. */
export interface PrivateRoomCard {
  slug: string;
  name: string;
  adult: boolean;
  opened: boolean;
  owner: boolean;
  members: number;
  unread: number;
}

/** A private room one was in, for the day in which one may report what one was shown there. */
export interface EndedRoom {
  slug: string;
  name: string;
  why: EndOfMembership;
  reason?: string;
}

/** One's own, in the order they were made. */
export interface PrivateRooms {
  rooms: PrivateRoomCard[];
  ended: EndedRoom[];
}

/** The same, with who is in it; the first come first. */
export interface PrivateRoomInfo {
  slug: string;
  name: string;
  adult: boolean;
  opened: boolean;
  owner: boolean;
  members: number;
  slow_seconds: number;
  people: RoomMember[];
}

/** Make a way in, for so many hours and so many guests. */
export interface InvitationRequest {
  hours?: number;
  uses?: number;
}

/** The link is told once, and kept nowhere: what follows its `#` never reaches a server's log. */
export interface InvitationMade {
  id: string;
  link: string;
  expires_at: string;
  uses: number;
}

/** An invitation as its room's owner sees it. `good`: somebody can still come in by it. */
export interface InvitationInfo {
  id: string;
  created_at: string;
  expires_at: string;
  uses: number;
  uses_left: number;
  good: boolean;
}

/** The latest first. */
export interface Invitations {
  invitations: InvitationInfo[];
}

/** What follows the `#` of an invitation's link. */
export interface InvitationCode {
  code: string;
}

/** Come in by an invitation, under this nickname. */
export interface InvitationEntry {
  code: string;
  nickname: string;
}

/** What one would enter. `rules` is where the place's rules are; what is written there is `screened`, and anyone in */
export interface InvitationPreview {
  name: string;
  members: "20 +" | "5\u201320" | "< 5";
  adult: boolean;
  opened: boolean;
  rules?: string;
  screened?: boolean;
}

/** Why somebody is removed from the room, as they will be told. */
export interface RemovalRequest {
  reason: string;
}

/** The last position a client has seen in a room, and the greatest version of reactions it holds. */
export interface Since {
  epoch: string;
  offset: number;
  reactions?: number | null;
}

/** The public half of a P-256 key a browser cannot give away, as JWK (RFC 7517); it tells nothing of a person. */
export interface BrowserKey {
  kty: "EC";
  crv: "P-256";
  x: string;
  y: string;
}

/** A way to prove one's age here. `name` is what it is chosen by; `label` is that of a provider. */
export interface AgeMethod {
  name: string;
  kind: AgeMethodKind;
  label: string;
}

/** Whether a proof can be given here, whether this session has one, and until when (RFC 3339). */
export interface AgeStanding {
  can: boolean;
  proven: boolean;
  until?: string | null;
  methods: AgeMethod[];
}

/** Begin to prove it. `key` is the public half of one this browser cannot give away. */
export interface AttemptRequest {
  method: string;
  key: BrowserKey;
  device?: AgeDevice;
}

/** An attempt as it stands. `needs` is what its guest has to bring, `reason` the code of why it was refused. */
export interface AttemptInfo {
  id: string;
  method: string;
  state: AttemptState;
  reason?: string | null;
  needs: AttemptNeeds;
  tries_left: number;
  expires_at: string;
}

/** One of the `requests` of `navigator.credentials.get({digital: …})`, to be handed over as it is. */
export interface BrowserAsk {
  protocol: string;
  data: Partial<Record<string, string>>;
}

/** An attempt that begins, with what carries it on. */
export interface AttemptBegun {
  id: string;
  method: string;
  state: AttemptState;
  reason?: string | null;
  needs: AttemptNeeds;
  tries_left: number;
  expires_at: string;
  kind: AgeMethodKind;
  site: string;
  link?: string | null;
  browser?: BrowserAsk | null;
  page?: string | null;
  qr?: string | null;
  wallet_qr?: string | null;
}

/** Read a room from now on. Answered by `ok`, then by one `room.entered`. */
export interface RoomEnter {
  type: "room.enter";
  ref: number;
  room: string;
  since?: Since | null;
}

/** Stop reading a room. */
export interface RoomLeave {
  type: "room.leave";
  ref: number;
  room: string;
}

/** Post a message in a room one has entered. Retrying with the same `client_message_id` is safe. */
export interface MessagePost {
  type: "message.post";
  ref: number;
  room: string;
  body: string;
  client_message_id: string;
  reply_to?: string | null;
}

/** Change the text of one's own message, within five minutes. */
export interface MessageEdit {
  type: "message.edit";
  ref: number;
  room: string;
  message_id: string;
  body: string;
}

/** Remove one's own message. */
export interface MessageRemove {
  type: "message.remove";
  ref: number;
  room: string;
  message_id: string;
}

/** Take another nickname in one room, from now on. */
export interface NicknameChange {
  type: "nickname.change";
  ref: number;
  room: string;
  nickname: string;
}

/** Put one of the six reactions under a message, or take one's own away. Asking twice changes nothing. */
export interface ReactionSet {
  type: "reaction.set";
  ref: number;
  room: string;
  message_id: string;
  reaction: ReactionKind;
  on?: boolean;
}

/** Say that one is writing; repeated every few seconds while it lasts. A message posted ends it. */
export interface TypingStart {
  type: "typing.start";
  ref: number;
  room: string;
}

/** Remember how far one has read, for one's other tabs and the next visit. */
export interface ReadMark {
  type: "read.mark";
  ref: number;
  room: string;
  offset: number;
}

/** No longer see what is written under a tag in this room, or see it again. Nobody else can tell. */
export interface GuestHide {
  type: "guest.hide";
  ref: number;
  room: string;
  tag: string;
  hidden?: boolean;
}

/** Show that this browser is the one an age proof was given in: its key signed the challenge of `proof_unbound`. */
export interface AgeBind {
  type: "age.bind";
  ref: number;
  challenge: string;
  signature: string;
  key: BrowserKey;
}

/** Ask whoever writes under a tag in a room for a private conversation. Answered alike whoever that is. */
export interface ConversationRequest {
  type: "conversation.request";
  ref: number;
  room: string;
  tag: string;
}

/** Take a request back. */
export interface ConversationWithdraw {
  type: "conversation.withdraw";
  ref: number;
  request: string;
}

/** Accept a request: both are told `conversation.opened`. */
export interface ConversationAccept {
  type: "conversation.accept";
  ref: number;
  request: string;
}

/** Decline a request. Who made it is not told, and cannot tell. */
export interface ConversationDecline {
  type: "conversation.decline";
  ref: number;
  request: string;
}

/** Be sent no more requests, or some again. Nobody else can tell. */
export interface ConversationQuiet {
  type: "conversation.quiet";
  ref: number;
  on: boolean;
}

/** Be in a conversation no more. The other is not told; they find it over when they next write or enter. */
export interface ConversationEnd {
  type: "conversation.end";
  ref: number;
  conversation: string;
}

/** One's requests and conversations. */
export interface ConversationList {
  type: "conversation.list";
  ref: number;
}

export type Command =
  | RoomEnter
  | RoomLeave
  | MessagePost
  | MessageEdit
  | MessageRemove
  | NicknameChange
  | ReactionSet
  | TypingStart
  | ReadMark
  | GuestHide
  | AgeBind
  | ConversationRequest
  | ConversationWithdraw
  | ConversationAccept
  | ConversationDecline
  | ConversationQuiet
  | ConversationEnd
  | ConversationList;

/** The command was carried out. */
export interface Ok {
  type: "ok";
  ref: number;
}

/** `message.post`: the message is on disk, at this offset. */
export interface OkPosted {
  type: "ok";
  ref: number;
  message_id: string;
  offset: number;
}

/** `message.post`: the message is kept, and waits for a person of the team; nobody else sees it. */
export interface OkHeld {
  type: "ok";
  ref: number;
  message_id: string;
  status?: "held";
}

/** `nickname.change`: the nickname as it is shown from now on. */
export interface OkNamed {
  type: "ok";
  ref: number;
  nickname: string;
}

/** `reaction.set`: the reactions under the message from now on, as in `reactions.changed`. */
export interface OkReacted {
  type: "ok";
  ref: number;
  version: number;
  counts: Partial<Record<ReactionKind, number>>;
}

/** `age.bind`: rooms for adults are open to this connection. */
export interface OkBound {
  type: "ok";
  ref: number;
  page_key: string;
}

/** `conversation.request`: it was made. Nothing more is ever known of it, unless it is accepted. */
export interface OkRequested {
  type: "ok";
  ref: number;
  request: string;
}

/** `conversation.accept`: both are in this conversation. */
export interface OkConversing {
  type: "ok";
  ref: number;
  conversation: string;
}

/** `conversation.list`: one's requests and conversations, oldest first. */
export interface OkCorrespondence {
  type: "ok";
  quiet: boolean;
  sent: SentRequest[];
  received: ReceivedRequest[];
  conversations: ConversationInfo[];
  ref: number;
}

/** The command was not carried out. */
export interface Failed {
  type: "failed";
  ref: number | null;
  code: FailureCode;
  message: string;
  retry_after?: number | null;
  limit?: number | null;
  rule?: string | null;
  words?: string[];
  field?: string | null;
  reason?: SlowReason | null;
  explanation?: string | null;
  sanction?: SanctionInfo | null;
  challenge?: string | null;
}

export type Reply =
  | Ok
  | OkPosted
  | OkHeld
  | OkNamed
  | OkReacted
  | OkBound
  | OkRequested
  | OkConversing
  | OkCorrespondence
  | Failed;

/** A message was posted. */
export interface MessagePostedEvent {
  type: "message.posted";
  room: string;
  epoch: string;
  offset: number;
  message: WireMessage;
}

/** An author changed a message; `body` is its text now. */
export interface MessageEditedEvent {
  type: "message.edited";
  room: string;
  epoch: string;
  offset: number;
  message_id: string;
  body: string;
  edited_at: string;
}

/** A message lost its text. */
export interface MessageRemovedEvent {
  type: "message.removed";
  room: string;
  epoch: string;
  offset: number;
  message_id: string;
  by: Removal;
}

/** A guest erased everything they wrote here: every message under these tags. */
export interface GuestErasedEvent {
  type: "guest.erased";
  room: string;
  epoch: string;
  offset: number;
  tags: string[];
}

/** The operator changed the room, or closed it. */
export interface RoomChangedEvent {
  type: "room.changed";
  room: string;
  epoch: string;
  offset: number;
  info: RoomInfo;
}

/** Holds the place of an event with nothing left to show to this reader. */
export interface MessageHiddenEvent {
  type: "message.hidden";
  room: string;
  epoch: string;
  offset: number;
}

export type LogFrame =
  | MessagePostedEvent
  | MessageEditedEvent
  | MessageRemovedEvent
  | GuestErasedEvent
  | RoomChangedEvent
  | MessageHiddenEvent;

/** The net change of who is here. Spectators get the counts only, and so does everyone above 200 present. */
export interface PresenceChangedEvent {
  type: "presence.changed";
  room: string;
  present: number;
  spectators: number;
  joined?: Person[];
  left?: string[];
  people?: Person[] | null;
}

/** Who is writing now: everyone, not a difference. Told to guests, in rooms of 50 at most. */
export interface TypingEvent {
  type: "typing";
  room: string;
  people: Person[];
}

/** The reactions under a message: absolute counts. One with a smaller `version` than is known changes nothing. */
export interface ReactionsChangedEvent {
  type: "reactions.changed";
  room: string;
  message_id: string;
  version: number;
  counts: Partial<Record<ReactionKind, number>>;
}

/** A message names the reader; told to nobody else. */
export interface MentionNoticedEvent {
  type: "mention.noticed";
  room: string;
  message_id: string;
}

/** Whom the reader hides in this room from now on, whichever of their tabs asked. */
export interface HidingChangedEvent {
  type: "hiding.changed";
  room: string;
  people: Person[];
}

/** One's own message waits for a person of the team; told to its author's connections only. */
export interface MessageHeldEvent {
  type: "message.held";
  room: string;
  message_id: string;
  client_message_id: string;
  body: string;
  held_at: string;
  reply_to?: string | null;
}

/** One's own held message will not be shown; told to its author only. `by` says who decided. */
export interface MessageRefusedEvent {
  type: "message.refused";
  room: string;
  message_id: string;
  client_message_id: string;
  rule: string;
  words: string[];
  explanation: string;
  by: RefusedBy;
}

/** Help lines, offered to the reader and told to nobody else. `text` is in the session's language. */
export interface CareOfferedEvent {
  type: "care.offered";
  room: string;
  kind: CareKind;
  text: string;
  lines: HelpLine[];
}

/** Who watches over the room from now on, as in `room.entered.cover`. */
export interface CoverChangedEvent {
  type: "cover.changed";
  room: string;
  cover: Cover;
  moderators: number;
  slow_mode_seconds: number;
}

/** A decision of the team about the reader, told to their connections only; without `room`, in the whole place. */
export interface SanctionAppliedEvent {
  type: "sanction.applied";
  sanction: SanctionInfo;
  room?: string | null;
}

/** A decision about the reader holds no more: it was undone, or its time is over. */
export interface SanctionLiftedEvent {
  type: "sanction.lifted";
  sanction_id: string;
  room?: string | null;
}

/** What the reader proved of their age holds, until then, or no more; told to their own connections only. */
export interface ProofChangedEvent {
  type: "proof.changed";
  proven: boolean;
  until: string | null;
  why?: EndOfProof | null;
}

/** The reader is in a private room no more. `reason` is what its owner said when they removed them. */
export interface MembershipEndedEvent {
  type: "membership.ended";
  room: string;
  name: string;
  why: EndOfMembership;
  reason?: string;
}

/** How many messages the reader has not read of a private room or conversation of theirs that is not entered here. */
export interface UnreadChangedEvent {
  type: "unread.changed";
  room: string;
  unread: number;
}

/** Somebody met in a room asks the reader for a private conversation. */
export interface ConversationRequestedEvent {
  type: "conversation.requested";
  request: string;
  room: string;
  room_name: string;
  tag: string;
  nickname: string;
  requested_at: string;
  expires_at: string;
}

/** A request one was told of waits no more: withdrawn, lapsed, or answered in another tab. */
export interface ConversationSettledEvent {
  type: "conversation.settled";
  request: string;
}

/** A request was accepted: the reader is in this conversation. Enter it as a room. */
export interface ConversationOpenedEvent {
  type: "conversation.opened";
  conversation: string;
  nickname: string;
  tag: string;
  room: string;
  room_name: string;
  opened_at: string;
  expires_at: string;
  state: ConversationState;
  unread: number;
  request: string;
}

/** A conversation the reader is in goes on, is frozen, or is over for them. */
export interface ConversationChangedEvent {
  type: "conversation.changed";
  conversation: string;
  state: ConversationState;
  statement?: string | null;
}

/** The state of a room at `offset`, once per `room.enter`; again, with `gap`, after a connection lagged. */
export interface RoomEntered {
  type: "room.entered";
  room: string;
  mode: Mode;
  epoch: string;
  offset: number;
  keep_seconds: number;
  info: RoomInfo;
  roster: Roster;
  messages?: WireMessage[] | null;
  events?: LogFrame[] | null;
  reactions?: Reactions[];
  more?: boolean;
  you?: You | null;
  held?: HeldMessage[];
  refused?: RefusedMessage[];
  cover?: CoverInfo | null;
  sanctions?: SanctionInfo[];
  gap?: boolean;
}

export type PassingFrame =
  | PresenceChangedEvent
  | TypingEvent
  | ReactionsChangedEvent
  | MentionNoticedEvent
  | HidingChangedEvent
  | MessageHeldEvent
  | MessageRefusedEvent
  | CareOfferedEvent
  | CoverChangedEvent
  | SanctionAppliedEvent
  | SanctionLiftedEvent
  | ProofChangedEvent
  | MembershipEndedEvent
  | UnreadChangedEvent
  | ConversationRequestedEvent
  | ConversationSettledEvent
  | ConversationOpenedEvent
  | ConversationChangedEvent
  | RoomEntered;

export type AnyEvent = LogFrame | PassingFrame;

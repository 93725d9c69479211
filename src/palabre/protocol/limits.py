"""The numbers of the wire, shared with the client through the generated TypeScript."""

from palabre.domain import age, age_attempt, binding, conversation, invitation, vouch
from palabre.domain.moderation import gatherings

SUBPROTOCOL = "palabre.v1"
MAX_FRAME_BYTES = 32 * 1024
MAX_BODY_CODE_POINTS = 2_000
MAX_NICKNAME = 24
MIN_NICKNAME = 2
MAX_EPOCH = 64
SNAPSHOT_MESSAGES = 50
SNAPSHOT_BYTES = 25_000
RESUME_EVENTS = 500
PAGE_MESSAGES = 50
CLIENT_MESSAGE_ID = r"^[A-Za-z0-9_+/=.:-]{1,64}$"
EDIT_WITHIN_SECONDS = 300
RESEND_WITHIN_SECONDS = 600
# How long a guest is shown as writing after one `typing.start`, and how often a client repeats it.
TYPING_SECONDS = 6
TYPING_EVERY_SECONDS = 3
# Above this many present, nobody is told who is writing.
TYPING_UP_TO = 50
PEOPLE_FOUND = 20
# Above this many present, a room's readers are told counts only.
CROWDED = 200
MAX_CHALLENGE_PAYLOAD = 4_096
MAX_REPORT_TEXT = 2_000
MAX_APPEAL_TEXT = 2_000
MAX_NOTICE_EXPLANATION = 5_000
MAX_NOTICE_LOCATIONS = 10
MAX_NOTICE_FIELD = 500
# How long an age proof holds without anything done and at most, and how long an attempt to give one.
PROOF_IDLE_SECONDS = age.PROOF_IDLE_MS // 1_000
PROOF_MOST_SECONDS = age.PROOF_MOST_MS // 1_000
AGE_ATTEMPT_SECONDS = age_attempt.ATTEMPT_MS // 1_000
AGE_CODE_TRIES = age_attempt.CODE_TRIES
VOUCH_CODE_SECONDS = vouch.CODE_MS // 1_000
BIND_WITHIN_SECONDS = binding.CHALLENGE_MS // 1_000
# How many requests for a conversation one may have waiting, how long one waits, and how long a conversation lasts.
OPEN_REQUESTS = conversation.OPEN_REQUESTS
REQUEST_SECONDS = conversation.REQUEST_MS // 1_000
CONVERSATION_SECONDS = conversation.CONVERSATION_MS // 1_000
# Whoever asks so many different guests to a place at a time, within so long, is looked at by a person at once.
MANY_INVITED = gatherings.MANY_INVITED
INVITED_WITHIN_SECONDS = gatherings.INVITED_WITHIN_MS // 1_000
# How long an invitation to a private room is good, for how many, and how many rooms and invitations one may have.
INVITATION_HOURS = invitation.HOURS
MAX_INVITATION_HOURS = invitation.MAX_HOURS
INVITATION_USES = invitation.USES
MAX_INVITATION_USES = invitation.MAX_USES
MAX_INVITATIONS = invitation.MAX_INVITATIONS
MAX_OWNED_ROOMS = invitation.MAX_OWNED_ROOMS
MAX_REMOVAL_REASON = invitation.MAX_REMOVAL_REASON
# What every JSON reader holds exactly (RFC 8259 §6).
MAX_NUMBER = 2**53 - 1

"""The English words of a danger file on paper."""

from collections.abc import Mapping

from palabre.domain.moderation.report import Category

WORDS: Mapping[str, str] = {
    "title": "Information on a threat to life or safety",
    "basis": "Regulation (EU) 2022/2065, article 18. Sent by a person; nothing is sent automatically.",
    "reference": "Our reference",
    "made": "Made on",
    "by": "By",
    "sender": "Who writes",
    "place": "Place",
    "publisher": "Publisher",
    "director": "Director of publication",
    "address": "Address",
    "phone": "Telephone",
    "contact": "Contact for authorities",
    "what": "What is reported",
    "category": "Reason",
    "opened": "Case opened on",
    "room": "Room",
    "guest": "Nickname",
    "tag": "Tag of the day",
    "language": "Language read",
    "present": "Presence",
    "here": "this person is still there",
    "left": "this person has left",
    "anonymous": "This place asks for no name and no account. Of this person it knows only what follows.",
    "texts": "What was written",
    "no_texts": "No text could be kept.",
    "subject": "The person reported",
    "staff": "The team",
    "other": "Another person",
    "version": "version {version}",
    "reported": "reported",
    "removed": "removed since",
    "reports": "What was said of it",
    "decisions": "What the team decided",
    "until": "until",
    "connections": "Connection data",
    "kept": "They are kept under seal for a year, and are not in this file: two custodians have to open them "
    "together, under the reference of your request. Address it to the contact above, quoting our reference, the "
    "days and the identifiers below.",
    "not_kept": "This place keeps none.",
    "days": "Days (UTC)",
    "ids": "Identifiers of the messages",
    "times": "Times are universal (UTC). The exact text, sign by sign, is in the file attached to this document "
    "(danger.json).",
    "page": "page",
}
CATEGORIES: Mapping[Category, str] = {
    "danger": "a life in danger",
    "minor": "a child in danger",
    "blackmail": "blackmail",
    "privacy": "privacy",
    "harassment": "harassment",
    "hate": "hate",
    "sexual_or_violent": "sexual or violent content",
    "illicit_trade": "illicit trade",
    "other": "other",
}

"""Every screen and state there is: which visits are played, and the scenes each shows."""

from tests.e2e.scenes import conversing, documents, lobby, people, reading, refusals, settings, trouble
from tests.e2e.scenes.look import on_a_phone
from tests.e2e.scenes.visit import Visit

CATALOGUE = (
    Visit(lobby.the_lobby, ("lobby", "lobby-searched", "lobby-nothing-found")),
    Visit(lobby.news_in_the_lobby, ("lobby-news",)),
    Visit(lobby.the_place_of_an_operator, ("operator-lobby", "operator-room", "restarting", "offline-page")),
    Visit(reading.a_first_visit, ("first-visit", "name-refused", "first-message-refused")),
    Visit(reading.an_empty_room, ("empty-room",)),
    Visit(reading.older_messages_for_guests_only, ("older-for-guests", "link-for-guests")),
    Visit(reading.older_messages, ("loading-older", "older-missing", "beginning")),
    Visit(reading.a_link_to_a_message, ("link-sought", "link-found", "link-gone")),
    Visit(conversing.a_room_lived_in, ("room", "typing", "long-words-and-right-to-left", "message-focused")),
    Visit(conversing.what_one_does_with_a_message, ("menu", "reply-being-written", "names-offered")),
    Visit(conversing.what_one_does_with_one_s_own, ("menu-of-one-s-own", "editing", "remove-asked")),
    Visit(conversing.new_messages, ("far-from-the-end", "new-messages-pill", "new-messages-line")),
    Visit(people.sheets_of_a_phone, ("rooms-sheet", "roster-sheet"), fits=on_a_phone),
    Visit(people.someone_hidden, ("person", "person-hidden", "settings-hidden")),
    Visit(people.many_people, ("roster-long", "roster-filtered")),
    Visit(people.a_crowd, ("crowd", "crowd-searching", "crowd-found", "crowd-nobody")),
    Visit(settings.the_settings, ("settings", "settings-end", "keys")),
    Visit(settings.a_part_that_cannot_be_fetched, ("part-missing", "part-still-missing")),
    Visit(settings.a_language_that_cannot_be_fetched, ("page-not-loaded",)),
    Visit(refusals.refused, ("refused", "too-long")),
    Visit(refusals.told_to_wait, ("slow-mode",)),
    Visit(refusals.saying_the_same_thing, ("repeated",)),
    Visit(refusals.on_its_way, ("sending",)),
    Visit(refusals.written_offline, ("offline", "resend-asked")),
    Visit(trouble.a_room_for_guests_only, ("guests-only",)),
    Visit(trouble.a_full_room, ("full-room",)),
    Visit(trouble.a_room_that_closes, ("room-closes", "closed-room")),
    Visit(trouble.a_room_that_does_not_exist, ("missing-room", "room-gone")),
    Visit(trouble.leaving, ("oneself", "leaving-failed", "erase-asked", "session-ended")),
    Visit(trouble.a_server_that_refuses, ("broken",)),
    Visit(trouble.a_connection_that_takes_its_time, ("connecting",)),
    Visit(documents.the_documents, ("rules", "privacy", "legal", "missing-page")),
    Visit(documents.without_scripts, ("lobby-without-scripts", "room-without-scripts")),
)

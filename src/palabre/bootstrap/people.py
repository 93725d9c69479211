"""People: how the staff come in, show who they are and say who is one of them, composed."""

from palabre.adapters.passkeys import WebauthnAuthenticators
from palabre.bootstrap.oversight import Oversight
from palabre.http.parts import People
from palabre.ports.chance import Chance
from palabre.ports.clock import Clock
from palabre.ports.store import Store
from palabre.services.allowances import Allowances
from palabre.services.appointing import Appointing
from palabre.services.conflicts import Conflicts
from palabre.services.keyring import Doors, Keyring, Questions
from palabre.services.staffing import Staffing


def people_of(over: Oversight, store: Store, allowances: Allowances, clock: Clock, chance: Chance) -> People:
    questions = Questions(store, clock, chance)
    keyring = Keyring(store, questions, WebauthnAuthenticators(), over.confirming, clock)
    return People(
        staffing=Staffing(store, allowances, over.confirming, clock, chance),
        keyring=keyring,
        doors=Doors(keyring, allowances, chance),
        confirming=over.confirming,
        appointing=Appointing(store, over.confirming, clock, chance),
        conflicts=Conflicts(store, clock, chance),
    )

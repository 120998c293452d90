"""What companies see, and what everybody who is signed in has to themselves."""

from port.accounts.models import Factor
from port.bindings.enums import BindingState
from port.bindings.models import Binding
from tools.pictures import steps
from tools.pictures.shots import Shot

INSIDE = (
    Shot("company:home", by="company", dark=True, english=True),
    Shot("company:home", by="refused", dark=True),
    Shot("company:home", by="reopened"),
    Shot("company:worklist", by="shared", state="switching", steps=steps.open_switch, dark=True),
    Shot("company:acknowledgements", by="newcomer", dark=True),
    Shot("company:documents", by="company", english=True),
    Shot("company:documents", by="company", state="uploaded", steps=steps.upload),
    Shot("company:documents", by="refused", dark=True),
    Shot("company:data", by="company", dark=True, english=True),
    Shot("company:worklist", by="shared", dark=True),
    Shot("company:bindings", by="shared"),
    Shot(
        "company:end_binding",
        by="shared",
        at=lambda world: [world.key(Binding, state=BindingState.IN_FORCE, shared__username=world.login("shared")[0])],
    ),
    Shot("account:person", by="company", dark=True, english=True),
    Shot("account:person", by="reviewer"),
    Shot("account:factors", by="company", english=True),
    Shot("account:factors", by="guarded"),
    Shot("account:remove_factor", by="guarded", at=lambda world: [world.key(Factor)]),
    Shot("account:recovery_codes", by="guarded"),
    Shot("account:confirm_email", by="company", at=lambda world: [world.new_address()]),
)

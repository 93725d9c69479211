"""The language of rules: small, typed, without loops or calls, in three truth values (true, false, unknown)."""

from palabre.domain.moderation.expression.compiling import Condition, compile_condition
from palabre.domain.moderation.expression.faults import ExpressionFault
from palabre.domain.moderation.expression.reaching import never_true
from palabre.domain.moderation.expression.types_of_names import Choice, Names, names_of_signals

__all__ = [
    "Choice",
    "Condition",
    "ExpressionFault",
    "Names",
    "compile_condition",
    "names_of_signals",
    "never_true",
]

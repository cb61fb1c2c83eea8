"""What keys of the law are called: charters, kinds of seats, paths and their steps."""

from council import charters

CHARTERS = {charter.key: charter.name for charter in charters.charters()}
CATEGORIES = {kind.key: kind.name for charter in charters.charters() for kind in charter.categories}
PATHS = {path.key: path.name for path in charters.paths()}
STEPS = {stage.key: stage.name for path in reversed(charters.paths()) for stage in path.stages}
STEP_FACTS = ("stage", "key", "to", "into", "with", "back_to", "if_amended")
"""The facts whose value is the key of a step."""

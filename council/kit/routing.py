"""Finding the page of an address: of some hundred and sixty routes, only those of its shape are tried."""

from functools import cached_property

from starlette.routing import BaseRoute, Route, Router
from starlette.types import Receive, Scope, Send

Shape = tuple[int, str]
"""How many parts an address has, and the third of them: what comes after county and community."""


class ByShape(Router):
    """Answers as a Router does that tries all of its routes in their order, at the cost of a few."""

    @cached_property
    def of_shape(self) -> dict[Shape, Router]:
        """For each shape the routes that it may be of; without a third part, those that leave it open."""
        shapes = {_shape(route.path) for route in self.routes if isinstance(route, Route)}
        shapes |= {(length, "") for length, _ in shapes}
        return {shape: Router([route for route in self.routes if _fits(route, shape)]) for shape in shapes}

    async def app(self, scope: Scope, receive: Receive, send: Send) -> None:
        length, third = _shape(scope.get("path", ""))
        found = self.of_shape.get((length, third)) or self.of_shape.get((length, ""))
        await (found.app if found else super().app)(scope, receive, send)


def _shape(path: str) -> Shape:
    parts = path.split("/")
    return len(parts), parts[3] if len(parts) > 3 else ""


def _fits(route: BaseRoute, shape: Shape) -> bool:
    """May an address of this shape be the route's? Of a Mount, any may."""
    if not isinstance(route, Route):
        return True
    length, third = _shape(route.path)
    return length == shape[0] and (third == shape[1] or third.startswith("{"))

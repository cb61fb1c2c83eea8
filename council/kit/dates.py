"""A day that lies so many days after another one, in the words of either database."""

from typing import Any

from sqlalchemy import Date
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class days_after(FunctionElement[Any]):  # named as SQL functions are
    """`days_after(column, days)`."""

    type = Date()
    inherit_cache = True


@compiles(days_after, "sqlite")
def _on_sqlite(element: days_after, compiler: SQLCompiler, **more: Any) -> str:
    day, days = element.clauses
    return f"date({compiler.process(day, **more)}, '+' || {compiler.process(days, **more)} || ' days')"


@compiles(days_after, "postgresql")
def _on_postgresql(element: days_after, compiler: SQLCompiler, **more: Any) -> str:
    day, days = element.clauses
    return f"({compiler.process(day, **more)} + {compiler.process(days, **more)})"

"""Templates compiled for one language, with all that is known before a page is asked for.

A sentence that stands in a template (`{% trans %}`, `_("…")`) is put into the compiled template as it reads in the
language, and only its facts are filled in. `here.url` becomes the filter `url`. Macros that need nothing of the page
are kept from one page to the next. A page has some forty sentences, and each was looked up and formatted.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from jinja2 import Environment, meta, nodes
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

E = TypeVar("E", bound=nodes.Expr)
GETTEXT = ("_", "gettext")
FACT = re.compile(r"%\((\w+)\)s")


class ForOneLanguage(Environment):
    """Compiles every template for the language of `say`; its filters are `url` and `sentence`."""

    say: Callable[[str], str]

    def _generate(self, source: nodes.Template, *given: Any, **more: Any) -> str:
        return super()._generate(self.known(source), *given, **more)

    def known(self, source: nodes.Template) -> nodes.Template:
        template: nodes.Template = Known(self).visit(source)
        return template

    def stands_alone(self, name: str) -> bool:
        """Whether a template asks nothing of the page that draws it, and takes nothing in that does."""
        assert self.loader is not None
        text, path, _ = self.loader.get_source(self, name)
        template = self.known(self._parse(text, name, path))
        taken_in: Iterable[Any] = template.find_all((nodes.FromImport, nodes.Import, nodes.Include))
        asked_for = meta.find_undeclared_variables(template) - self.globals.keys()
        return not asked_for and not any(each.with_context for each in taken_in)


class Known(NodeTransformer):
    def __init__(self, environment: ForOneLanguage):
        self.environment = environment

    def visit_Output(self, node: nodes.Output) -> nodes.Output:
        """A sentence that is put out is put out in pieces: its words, and each fact between them."""
        pieces: list[nodes.Expr] = []
        for child in node.nodes:
            pieces += self._pieces(child) if isinstance(child, nodes.Call) and _is_sentence(child) else [child]
        node.nodes = pieces
        self.generic_visit(node)
        return node

    def visit_Call(self, node: nodes.Call) -> nodes.Expr:
        self.generic_visit(node)
        if _is_sentence(node):
            facts = [nodes.Pair(nodes.Const(fact.key), fact.value) for fact in node.kwargs]
            said = self._said(node)
            return _at(node, nodes.Mod(said, nodes.Dict(facts)) if facts else said)
        return _at(node, _filtered(node.args[0], "url")) if _is_address(node) else node

    def visit_FromImport(self, node: nodes.FromImport) -> nodes.FromImport:
        if isinstance(node.template, nodes.Const) and self.environment.stands_alone(node.template.value):
            node.with_context = False
        return node

    def _said(self, node: nodes.Call) -> nodes.Expr:
        """The sentence in this language; one that is known only when the page is drawn is looked up then."""
        key = node.args[0]
        if not isinstance(key, nodes.Const):
            return _filtered(key, "sentence")
        sentence = self.environment.say(key.value)
        return nodes.Const(Markup(sentence if node.kwargs else sentence.replace("%%", "%")))

    def _pieces(self, node: nodes.Call) -> list[nodes.Expr]:
        key, facts = node.args[0], {fact.key: fact.value for fact in node.kwargs}
        if not isinstance(key, nodes.Const):
            return [node]
        words = FACT.split(self.environment.say(key.value))  # words, fact, words, fact, words
        if not set(words[1::2]) <= facts.keys() or any("%" in each.replace("%%", "") for each in words[::2]):
            return [node]
        return [
            facts[each] if at % 2 else _at(node, nodes.TemplateData(each.replace("%%", "%")))
            for at, each in enumerate(words)
        ]


def _is_sentence(node: nodes.Call) -> bool:
    """A call of gettext on one sentence."""
    called = isinstance(node.node, nodes.Name) and node.node.name in GETTEXT
    return called and len(node.args) == 1 and not (node.dyn_args or node.dyn_kwargs)


def _is_address(node: nodes.Call) -> bool:
    """`here.url(path)`: the address of a path in the language of the page."""
    of = node.node
    if not (isinstance(of, nodes.Getattr) and isinstance(of.node, nodes.Name)):
        return False
    return (of.node.name, of.attr, len(node.args)) == ("here", "url", 1)


def _filtered(node: nodes.Expr, name: str) -> nodes.Filter:
    return nodes.Filter(node, name, [], [], None, None)


def _at(of: nodes.Node, made: E) -> E:
    """What was made stands where that stood, for the lines in a traceback and for autoescaping."""
    made.set_lineno(of.lineno)
    if of.environment:
        made.set_environment(of.environment)
    return made

"""What one part of a pack says of another must be there: questions, fields, options, tables, columns."""

from __future__ import annotations

from workbook.domain.compositions import PEOPLE
from workbook.domain.gates import DUE
from workbook.domain.primitives import choice
from workbook.domain.specs import FieldSpec, Kind
from workbook.errors import BadInput
from workbook.packs.findings import Findings
from workbook.packs.gates import check_circles, gates_of, parts_of
from workbook.packs.index import Index, Specs, fields_of
from workbook.packs.merge import Layer, Place, dicts, questions_of, texts
from workbook.packs.row_tests import check_tests
from workbook.packs.shapes import join, text_of
from workbook.strict_yaml import DictNode, Node


def check_references(layer: Layer, index: Index, findings: Findings) -> None:
    """Notes every name in a merged pack that nothing has."""
    _References(layer, index, findings).check()


class _References:
    def __init__(self, layer: Layer, index: Index, findings: Findings) -> None:
        self._layer = layer
        self._index = index
        self._findings = findings

    def check(self) -> None:
        self._check_manifest(self._layer.manifest)
        for collection in self._layer.collections:
            self._check_collection(collection)
        for area in self._layer.areas:
            for place in questions_of(area):
                self._check_question(place)
        for phase in self._layer.phases:
            self._check_forms(phase)
            gate = phase.get("gate")
            if isinstance(gate, DictNode):
                self._check_gate(gate, text_of(phase, "id"))
        check_circles(self._layer, self._findings)
        for instrument in self._layer.instruments:
            self._check_instrument(instrument)

    def _check_manifest(self, manifest: DictNode | None) -> None:
        for key, areas in (("phases", self._layer.phases), ("instruments", self._layer.instruments)):
            known = [text_of(area, "id") for area in areas]
            for node in texts(manifest, key):
                self._findings.known(key.removesuffix("s"), node, known, f"pack/{key}")
        for node in texts(manifest, "triage"):
            self._findings.known("field", node, self._index.paths, "pack/triage")
        for node in texts(manifest, "opening"):
            self._findings.known("question", node, self._index.places, "pack/opening")
        if manifest is not None:
            self._check_condition(manifest.get("scaled"), "pack/scaled")

    def _check_collection(self, collection: DictNode) -> None:
        where = text_of(collection, "id")
        columns = self._index.columns.get(where, {})
        if collection.get("key") is not None:
            self._findings.known("column", collection.get("key"), columns, join(where, "key"))
        for column in dicts(collection, "columns"):
            self._check_field(column, columns, join(where, text_of(column, "name")))

    def _check_question(self, place: Place) -> None:
        question, where = place.question, text_of(place.question, "id")
        self._check_prefix(question, text_of(place.area, "id"))
        for key in ("shows", "feeds"):
            for node in texts(question, key):
                if self._findings.known("question", node, self._index.places, join(where, key)) and node.text == where:
                    self._findings.add(node.mark, join(where, key), "The question names itself.")
        form = text_of(place.form, "id")
        self._check_condition(question.get("applies"), join(where, "applies"), asker=where, form=form)
        mandatory = question.get("mandatory")
        if isinstance(mandatory, DictNode):
            self._check_condition(mandatory, join(where, "mandatory"), form=form)
        elif text_of(mandatory) == "scaled" and (
            self._layer.manifest is None or not self._layer.manifest.get("scaled")
        ):
            self._note(mandatory, join(where, "mandatory"), "The pack does not say what `scaled` means.")
        for field in fields_of(question):
            fields, at = self._index.fields.get(where, {}), join(where, text_of(field, "name"))
            self._check_field(field, fields, at)
            self._check_condition(field.get("required_when"), at, form=form)
            self._check_unless(field, fields, at)
        view = question.get("view")
        if isinstance(view, DictNode):
            self._check_view(view, join(where, "view"))

    def _check_unless(self, field: DictNode, fields: Specs, where: str) -> None:
        node = field.get("unless")
        if node is None or not self._findings.known("field", node, fields, where):
            return
        spec = fields[text_of(node)]
        if spec is not None and spec.kind is not Kind.TEXT:
            self._note(node, where, f"{spec.name!r} is a {spec.kind.value}; only a text can say why.")

    def _check_forms(self, phase: DictNode) -> None:
        for form in dicts(phase, "forms"):
            where = join(text_of(phase, "id"), text_of(form, "id"))
            inside = [text_of(q, "id") for section in dicts(form, "sections") for q in dicts(section, "questions")]
            paths = [path for path in self._index.paths if path.partition(":")[0] in inside]
            if form.get("key") is not None:
                self._findings.known("field", form.get("key"), paths, join(where, "key"))

    def _check_prefix(self, node: DictNode, area: str) -> None:
        given = text_of(node, "id")
        if given and not given.startswith(f"{area}."):
            self._note(node.get("id"), given, f"The id must begin with {area + '.'!r}, as all ids in there do.")

    def _check_field(self, field: DictNode, specs: Specs, where: str) -> None:
        spec = specs.get(text_of(field, "name"))
        options = {text_of(option, "id"): option for option in dicts(field, "options")}
        for name, option in options.items():
            stands_for, place = option.get("counts_as"), join(join(where, name), "counts_as")
            if stands_for is None or not self._findings.known("option", stands_for, options, place):
                continue
            if options[text_of(stands_for)].get("counts_as") is not None:
                self._note(stands_for, place, "An option must count as one that stands for itself.")
        collection = field.get("collection")
        if collection is not None:
            self._findings.known("collection", collection, self._index.columns, join(where, "collection"))
        elif spec is not None and spec.collection not in ("", *self._index.columns):
            self._note(field.get("type"), where, f"This type needs the collection {spec.collection!r}.")
        if spec is not None and field.get("only") is not None:
            self._check_tests(field.get("only"), spec.collection, join(where, "only"))

    def _check_view(self, view: DictNode, where: str) -> None:
        collection = text_of(view, "collection")
        if not self._findings.known("collection", view.get("collection"), self._index.columns, where):
            return
        self._check_tests(view.get("where"), collection, join(where, "where"))
        for test in dicts(view, "where"):
            what = "A row added here could not be made to pass that: name the options instead."
            self._note(test.get("filled"), join(where, "where"), what)
        columns = self._index.columns[collection]
        shown = [node.text for node in texts(view, "columns")]
        for node in texts(view, "columns"):
            self._findings.known("column", node, columns, join(where, "columns"))
        self._findings.unique("column", ((node, join(where, "columns")) for node in texts(view, "columns")))
        for node in texts(view, "required"):
            known = self._findings.known("column", node, columns, join(where, "required"))
            if known and shown and node.text not in shown:
                self._note(node, join(where, "required"), f"The column {node.text!r} is required here but not shown.")
        for seed in dicts(view, "seeds"):
            self._check_seed(seed, view, columns, join(where, "seeds"))
        for rule in dicts(view, "rules"):
            self._check_tests(rule.get("where"), collection, join(where, "rules"))

    def _check_seed(self, seed: DictNode, view: DictNode, columns: Specs, where: str) -> None:
        tests = {text_of(test, "column"): [n.text for n in texts(test, "in")] for test in dicts(view, "where")}
        for column, value in seed.entries:
            if not self._findings.known("column", column, columns, where):
                continue
            spec = columns[column.text]
            if spec is None or spec.kind is not Kind.CHOICE:
                continue
            try:
                chosen = choice.parse(spec, text_of(value)).chosen
            except BadInput as error:
                self._note(value, join(where, column.text), str(error))
                continue
            meant = {*chosen, *(spec.option(option).counts_as for option in chosen)}
            if column.text in tests and not meant & set(tests[column.text]):
                self._note(value, join(where, column.text), "A row like this would not be shown in this view.")

    def _check_tests(self, tests: Node | None, collection: str, where: str) -> None:
        check_tests(tests, self._index.columns.get(collection), where, self._findings)

    def _check_gate(self, gate: DictNode, phase: str) -> None:
        where = text_of(gate, "id")
        self._check_prefix(gate, phase)
        if where in self._index.places:
            self._note(gate.get("id"), where, f"A question at {self._index.places[where].question.mark} has this id.")
        outcomes = [text_of(outcome, "id") for outcome in dicts(gate, "outcomes")]
        celebration = gate.get("celebrate")
        glad = texts(celebration, "on") if isinstance(celebration, DictNode) else ()
        for node in (*texts(gate, "passing"), *glad):
            self._findings.known("outcome", node, outcomes, join(where, "passing"))
        if gate.get("decider") is not None and PEOPLE not in self._index.columns:
            self._note(gate.get("decider"), join(where, "decider"), f"Deciders need the collection {PEOPLE!r}.")
        self._check_tests(gate.get("decider"), PEOPLE, join(where, "decider"))
        for node in texts(gate, "shows"):
            if self._findings.known("question", node, self._index.places, join(where, "shows")):
                self._check_within(node, join(where, "shows"), "")
        for rule in dicts(gate, "rules"):
            self._check_condition(rule.get("when"), join(where, text_of(rule, "id")), gate=where)

    def _check_instrument(self, instrument: DictNode) -> None:
        where, path = text_of(instrument, "id"), instrument.get("level_field")
        spec = self._choice_at(path, join(where, "level_field")) if path is not None else None
        for minimum in dicts(instrument, "minimums"):
            if spec is not None:
                self._check_option(minimum.get("level"), spec, join(where, "minimums"))

    def _check_condition(
        self, node: Node | None, where: str, *, asker: str = "", form: str = "", gate: str = ""
    ) -> None:
        """Checks a condition and its parts.

        Args:
            asker: the question that applies by this condition: it cannot wait for itself.
            form: the form in which it is asked: its answers are known only within.
            gate: the gate that asks for it; only a gate looks at scores, forms and other gates.
        """
        for part in parts_of(node):
            self._check_wider(part, where, gate)
            answered, path = part.get("answered"), part.get("field")
            if answered is not None:
                self._findings.known("question", answered, self._index.places, where)
            self._check_within(answered or path, where, form)
            spec = self._choice_at(path, where) if path is not None else None
            named = [n for n in (part.get("is"), part.get("at_least"), *texts(part, "in")) if n is not None]
            if spec is not None:
                for option in named:
                    self._check_option(option, spec, where)
            if asker and asker in (text_of(answered), text_of(path).partition(":")[0]):
                self._note(answered or path, where, "A question cannot apply because of its own answer.")

    def _check_wider(self, part: DictNode, where: str, gate: str) -> None:
        """What a condition says of tables, instruments, forms and gates."""
        table = part.get("rows") or part.get("overdue")
        if table is not None and self._findings.known("collection", table, self._index.columns, where):
            self._check_tests(part.get("where"), text_of(table), where)
            if part.get("overdue") is not None and not self._has_days(text_of(table)):
                self._note(table, where, f"{text_of(table)!r} has no day in a column {DUE!r}: none of it is ever late.")
        self._check_before(part.get("before"), where)
        self._check_tests(part.get("who"), PEOPLE, where)
        instruments = [text_of(area, "id") for area in self._layer.instruments]
        forms = [text_of(form, "id") for phase in self._layer.phases for form in dicts(phase, "forms")]
        known = {
            "complete": ("instrument", instruments),
            "enough": ("instrument", instruments),
            "passed": ("gate", [*gates_of(self._layer)]),
            "closed": ("form", forms),
        }
        for key in ("overdue", "signed", "decided", *known):
            named = part.get(key)
            if named is None:
                continue
            if not gate:
                self._note(named, where, f"Only the rules of a gate can ask for `{key}`.")
            elif key in known:
                self._findings.known(known[key][0], named, known[key][1], where)

    def _check_before(self, before: Node | None, where: str) -> None:
        """The rows that a gate has to come before."""
        if not isinstance(before, DictNode):
            return
        if not self._findings.known("collection", before.get("rows"), self._index.columns, where):
            return
        columns = self._index.columns[text_of(before, "rows")]
        self._check_tests(before.get("where"), text_of(before, "rows"), where)
        if self._findings.known("column", before.get("column"), columns, where):
            spec = columns[text_of(before, "column")]
            if spec is not None and spec.kind is not Kind.MOMENT:
                self._note(before.get("column"), where, f"{spec.name!r} is a {spec.kind.value}, and no day.")

    def _check_within(self, node: Node | None, where: str, form: str) -> None:
        """An answer of a form stands in each filled-in one: from without, nobody could say which is meant."""
        place = self._index.places.get(text_of(node).partition(":")[0])
        if place is not None and place.form is not None and text_of(place.form, "id") != form:
            self._note(node, where, f"{text_of(node)!r} is asked in a form: only that form can look at it.")

    def _has_days(self, collection: str) -> bool:
        columns = self._index.columns[collection]
        spec = columns.get(DUE)
        return DUE in columns and (spec is None or spec.kind is Kind.MOMENT)

    def _choice_at(self, path: Node | None, where: str) -> FieldSpec | None:
        """The choice field of that path; notes what else stands there."""
        if not self._findings.known("field", path, self._index.paths, where):
            return None
        question, _, name = text_of(path).partition(":")
        spec = self._index.fields[question][name]
        return spec if self._is_choice(spec, path, where) else None

    def _is_choice(self, spec: FieldSpec | None, node: Node | None, where: str) -> bool:
        if spec is not None and spec.kind is not Kind.CHOICE:
            self._note(node, where, f"{text_of(node)!r} is a {spec.kind.value}; only a choice has options to ask for.")
        return spec is not None and spec.kind is Kind.CHOICE

    def _check_option(self, node: Node | None, spec: FieldSpec, where: str) -> None:
        if not self._findings.known("option", node, [option.id for option in spec.options], where):
            return
        taken_for = spec.option(text_of(node)).counts_as
        if taken_for:
            self._note(node, where, f"{text_of(node)!r} counts as {taken_for!r} in every rule: name that one.")

    def _note(self, node: Node | None, where: str, what: str) -> None:
        if node is not None:
            self._findings.add(node.mark, where, what)

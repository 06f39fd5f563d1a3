"""Two kinds of contract that import-linter lacks: lists of what is allowed, not of what is forbidden.

A package or library that is added later is then refused until someone names it, and a library that nobody imports yet
is no error.
"""

import sys
from collections.abc import Iterable
from typing import cast

from grimp import ImportGraph
from importlinter import Contract, ContractCheck, fields, output


class _ListContract(Contract):
    """What both kinds share: the way they tell which imports break them."""

    def render_broken_contract(self, check: ContractCheck) -> None:
        """Print each import that is not on the list."""
        for stranger in cast("list[str]", check.metadata["strangers"]):
            output.print_error(f"{stranger} is not allowed", bold=False)

    @staticmethod
    def _result(strangers: Iterable[tuple[str, str]]) -> ContractCheck:
        lines = [f"{importer} -> {imported}" for importer, imported in sorted(strangers)]
        return ContractCheck(kept=not lines, metadata={"strangers": lines})

    @staticmethod
    def _names(option: object) -> list[str]:
        """Return what import-linter has put in the place of the field of that name."""
        return cast("list[str]", option)


class ImportsOnlyContract(_ListContract):
    """Hold packages to a list of what they may import directly.

    Options: `importers`, the packages held; `allowed`, what they may import besides themselves, each with all that is
    inside it; `libraries`, either "any" (the default) or "standard" for the standard library alone.
    """

    type_name = "imports_only"

    importers = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField())
    libraries = fields.StringField(required=False, default="any")

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - passed by import-linter
        """Collect the imports by the packages held that are not on the list."""
        return self._result(
            (module, imported)
            for package in self._names(self.importers)
            for module in {package, *graph.find_descendants(package)}
            for imported in graph.find_modules_directly_imported_by(module)
            if not self._may_import(package, imported, library=graph.is_module_squashed(imported))
        )

    def _may_import(self, package: str, imported: str, *, library: bool) -> bool:
        if library:
            return cast("str", self.libraries) == "any" or imported in sys.stdlib_module_names
        return _within_any(imported, [package, *self._names(self.allowed)])


class ImportedOnlyByContract(_ListContract):
    """Hold packages and libraries to a list of who may import them directly.

    Options: `imported`, the packages or libraries held; `allowed`, who may import them besides themselves, each with
    all that is inside it.
    """

    type_name = "imported_only_by"

    imported = fields.ListField(subfield=fields.StringField())
    allowed = fields.ListField(subfield=fields.StringField())

    def check(self, graph: ImportGraph, verbose: bool) -> ContractCheck:  # noqa: ARG002 - passed by import-linter
        """Collect the imports of the packages held by those who are not on the list."""
        return self._result(
            (importer, module)
            for package in self._names(self.imported)
            for module in graph.modules
            if _within_any(module, [package])
            for importer in graph.find_modules_that_directly_import(module)
            if not _within_any(importer, [package, *self._names(self.allowed)])
        )


def _within_any(module: str, packages: Iterable[str]) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)

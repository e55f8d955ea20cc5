"""Runs Textmill and reads its reports with the types that their data dictionary gives."""

import json
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

__all__ = ["Reports", "Failed", "run", "program"]

# The names of the types of the data dictionary in pandas and polars. Each of them keeps an empty cell apart from every value.
_PANDAS = {"integer": "Int64", "number": "Float64", "boolean": "boolean"}
_POLARS = {"integer": "Int64", "number": "Float64", "boolean": "Boolean"}


class Failed(RuntimeError):
    """A run that wrote no reports; the message is the program's own."""


class Reports:
    """The reports in a folder. `reports["keyness"]` is a table as a data frame of pandas."""

    def __init__(self, folder):
        self.folder = Path(folder)
        package = json.loads((self.folder / "datapackage.json").read_text(encoding="utf-8"))
        self._tables = {resource["name"]: resource for resource in package["resources"]}
        self.names = sorted(self._tables)

    def _table(self, name):
        resource = self._tables.get(name.replace("_", "-"))
        if resource is None:
            raise KeyError(f"{name!r} is none of {', '.join(self.names)}")
        fields = resource["schema"]["fields"]
        decimal = next((field["decimalChar"] for field in fields if "decimalChar" in field), ".")
        form = {"separator": resource["dialect"]["delimiter"], "decimal": decimal}
        return self.folder / resource["path"], fields, form

    def __getitem__(self, name):
        """A table as a data frame of pandas."""
        import pandas

        path, fields, form = self._table(name)
        types = {field["name"]: _PANDAS.get(field["type"], "string") for field in fields}
        kept = {"keep_default_na": False, "na_values": {column: [""] for column, kind in types.items() if kind != "string"}}
        return pandas.read_csv(path, dtype=types, sep=form["separator"], decimal=form["decimal"], encoding="utf-8-sig", **kept)

    def polars(self, name):
        """A table as a data frame of polars."""
        import polars

        path, fields, form = self._table(name)
        types = {field["name"]: getattr(polars, _POLARS.get(field["type"], "String")) for field in fields}
        comma = form["decimal"] == ","
        frame = polars.read_csv(path, schema=types, separator=form["separator"], decimal_comma=comma)
        # A text is never missing, only empty.
        return frame.with_columns(polars.col(polars.String).fill_null(""))

    def meaning(self, name):
        """What each column of a table means."""
        return {field["name"]: field.get("description", "") for field in self._table(name)[1]}


def program():
    """The path of the program: that of this installation, else the one on the path of the system."""
    name = "textmill.exe" if os.name == "nt" else "textmill"
    own = Path(sysconfig.get_path("scripts")) / name
    found = str(own) if own.is_file() else shutil.which("textmill")
    if found is None:
        raise Failed("there is no program textmill: install the wheel again")
    return found


def run(documents, output, *options):
    """Makes the reports on a folder of documents, and returns them. `options` are those of `textmill run`."""
    command = [program(), "run", os.fspath(documents), "--output", os.fspath(output), "--quiet", *map(str, options)]
    ended = subprocess.run(command, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", check=False)
    # 3: done, but some files could not be used; the ledger says which.
    if ended.returncode not in (0, 3):
        raise Failed(ended.stderr.strip())
    return Reports(output)

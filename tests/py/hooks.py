"""Gives the requests that should be taken what no schema can tell: ids and cursors that the server has given out.

Requests that should be refused are left as they are made up."""

import schemathesis
from schemathesis import GenerationMode

CURSORS = ("after", "before")


def documented(case, place):
    """The examples of an operation's parameters, which are those of the samples that the server is filled with."""
    parameters = case.operation.definition.raw.get("parameters", [])
    return {each["name"]: each["example"] for each in parameters if each["in"] == place and "example" in each}


@schemathesis.hook
def before_call(ctx, case, kwargs):
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    ids = documented(case, "path")
    # One made-up id in four stays, so that things that are not there are asked for, too.
    if "id" in ids and case.path_parameters and int(str(case.path_parameters["id"]).replace("-", "")[:8], 16) % 4:
        case.path_parameters["id"] = ids["id"]
        if case.method.upper() == "DELETE":
            # What is asked for later hangs on the document.
            case.query = {**(case.query or {}), "dryRun": "true"}
    for name in CURSORS:
        # A cursor is of one list in one order, and the order is made up.
        if case.query and name in case.query:
            del case.query[name]

"""Gives the requests that should be taken what no schema can tell: ids and cursors that the server has given out.

Requests that should be refused are left as they are made up."""

import schemathesis
from schemathesis import GenerationMode

# A cursor is of one list in one order, and the order is made up; fields are those of the answer.
BEYOND = ("after", "before", "fields")


def documented(case, place):
    """The examples of an operation's parameters, which are those of the samples that the server is filled with."""
    parameters = case.operation.definition.raw.get("parameters", [])
    return {each["name"]: each["example"] for each in parameters if each["in"] == place and "example" in each}


@schemathesis.hook
def before_load_schema(ctx, raw_schema):
    """Leaves filters out: OpenAPI does not say how nested objects are spelled in a query, so that none of those made up
    would be one; and they nest without end. tests/lists.rs tries them."""
    for methods in raw_schema["paths"].values():
        for operation in methods.values():
            parameters = operation.get("parameters", [])
            operation["parameters"] = [each for each in parameters if each["name"] != "filter"]


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
    query = case.query or {}
    for name in [name for name in query if name in BEYOND]:
        del query[name]
    # A page is counted from one end; of a completion only where there are groups.
    if "by" not in query and case.path.endswith("/completion"):
        query.pop("first", None)
        query.pop("last", None)
    if "first" in query:
        query.pop("last", None)

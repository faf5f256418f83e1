"""Gives the requests that should be taken what no schema can tell: ids, cursors and bulletins that the server knows.

Requests that should be refused are left as they are made up."""

import zlib

import schemathesis
from schemathesis import GenerationMode

INT32 = {"minimum": -(2**31), "maximum": 2**31 - 1}


def documented(case, place):
    """The examples of an operation's parameters, which are those of the samples that the server is filled with."""
    parameters = case.operation.definition.raw.get("parameters", [])
    return {each["name"]: each["example"] for each in parameters if each["in"] == place and "example" in each}


def followed(document, schema):
    """The schema that a reference or a nullable choice leads to, and its name."""
    schema = schema.get("oneOf", [schema])[0]
    name = schema.get("$ref", "").rpartition("/")[2]
    return (document["components"]["schemas"][name] if name else schema), name


def operand(test, schema, among=False):
    """What an operator compares with; null means that it is not there, which a query says by leaving it out."""
    schema = dict(schema.get("oneOf", [schema])[0])
    if isinstance(schema.get("type"), list):
        schema["type"] = next(name for name in schema["type"] if name != "null")
    if schema.get("type") == "array":
        return {**schema, "items": operand(test, schema["items"], among=True), "minItems": 1, "maxItems": 100}
    if schema.get("format") == "int32":
        return {**schema, **INT32}
    if test == "DecimalTest" and schema.get("type") == "string":
        return {**schema, "pattern": r"^-?[0-9]{1,12}(\.[0-9]{1,12})?$"}
    if test == "TextTest" and schema.get("type") == "string":
        # Text among others ends at a comma.
        return {**schema, "pattern": r"^[^\x00,]*$" if among else r"^[^\x00]*$"}
    return schema


def conditions(document, schema):
    """Each condition of a filter as a parameter: `filter[year][gte]`. Which of its operators is tried goes round."""
    for turn, (name, of) in enumerate(schema["properties"].items()):
        test, kind = followed(document, of)
        if kind.endswith("Test"):
            operators = sorted(test["properties"])
            operator = operators[turn % len(operators)]
            value = operand(kind, test["properties"][operator])
            yield {"name": f"filter[{name}][{operator}]", "in": "query", "explode": False, "schema": value}


@schemathesis.hook
def before_load_schema(ctx, raw_schema):
    """Spells filters as the server does; OpenAPI does not say how nested objects stand in a query, and these nest without
    end. One condition deep is what is tried here; tests/lists.rs goes deeper."""
    for methods in raw_schema["paths"].values():
        for operation in methods.values():
            parameters = []
            for each in operation.get("parameters", []):
                if each["name"] == "filter":
                    schema, _ = followed(raw_schema, each["schema"])
                    parameters.extend(conditions(raw_schema, schema))
                else:
                    parameters.append(each)
            operation["parameters"] = parameters


@schemathesis.hook
def before_call(ctx, case, kwargs):
    if case.meta is None or case.meta.generation.mode is not GenerationMode.POSITIVE:
        return
    ids, known, query = documented(case, "path"), documented(case, "query"), case.query or {}
    # Two requests in three keep a cursor; the others keep what a cursor does not go with.
    cursor = ("after", "before", None)[zlib.crc32(str(query).encode()) % 3]
    if cursor not in query or cursor not in known:
        cursor = None
        query.pop("after", None)
        query.pop("before", None)
    # One made-up id in four stays, so that things that are not there are asked for, too.
    made_up = int(str((case.path_parameters or {}).get("id", "")).replace("-", "")[:8] or "0", 16)
    if "id" in ids and (cursor or made_up % 4):
        case.path_parameters["id"] = ids["id"]
    if case.method.upper() == "DELETE":
        # What is asked for later hangs on the document.
        case.query = {**query, "dryRun": "true"}
    hanging_on_the_report(case, ids, known, query)
    if cursor:
        goes_on(case, cursor, known)
    elif "first" in query:
        # A page is counted from one end.
        query.pop("last", None)
    # A completion has pages where there are groups.
    if case.path.endswith("/completion") and any(name in query for name in ("first", "last")):
        query["by"] = known["by"]
    if isinstance(query.get("sort"), list):
        # No key is given in both directions.
        query["sort"] = list({key.lstrip("-"): key for key in query["sort"]}.values())
    if "fields" in query:
        query["fields"] = ",".join(rows(case))
    if case.path == "/imports" and isinstance(case.body, dict):
        bulletin(case)


def hanging_on_the_report(case, ids, known, query):
    """Of the report in the example, its periods and its groups; of another one, nobody here knows any."""
    is_example = "id" in ids and case.path_parameters.get("id") == ids["id"]
    named = ["from", "to"] if "/changes" in case.path else ["asOf"] if case.path.endswith("/trend") else []
    for name in named:
        if name in query and is_example:
            query[name] = known[name]
        else:
            query.pop(name, None)
    # One made-up group in four stays: one that is not there.
    if "key" in query and zlib.crc32(str(query["key"]).encode()) % 4:
        query.update(by=known["by"], key=known["key"])


def goes_on(case, cursor, known):
    """Asks for a page as the example does: a cursor is of the rows that were asked for, in their order."""
    asked = {each["name"] for each in case.operation.definition.raw["parameters"] if each.get("required")}
    size = "first" if cursor == "after" else "last"
    kept = {name: value for name, value in case.query.items() if name in (size, "include", "fields")}
    wanted = {name: known[name] for name in (asked | {cursor, "by"}) & known.keys() if name != "id"}
    case.query.clear()
    case.query.update(kept | wanted)


def rows(case):
    """The members that a row, or an answer in one piece, always has. Without them it would not fit, and no schema can say
    that it may."""
    document, answer = case.operation.schema.raw_schema, case.operation.definition.raw["responses"]["200"]
    schema, name = followed(document, answer["content"]["application/json"]["schema"])
    if name == "CompletionAnswer":
        # The first is of the whole report, the second of its groups.
        schema = schema["oneOf"]["by" in case.query]
    items = schema.get("properties", {}).get("items", {})
    return required(document, items.get("items", schema))


def required(document, schema):
    schema, _ = followed(document, schema)
    parts = [name for part in schema.get("allOf", []) for name in required(document, part)]
    return schema.get("required", []) + parts


def bulletin(case):
    """Most often the bulletin of the example, and always a period: what else the server would read, no schema tells."""
    example = case.operation.definition.raw["requestBody"]["content"]["multipart/form-data"]["example"]
    if len(str(case.body.get("jurisdiction", ""))) % 4 < 3:
        case.body["file"] = example["file"]
    if "period" in case.body:
        case.body["period"] = "上半年"

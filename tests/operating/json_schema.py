"""As much of JSON Schema (2020-12) as the schema of an export uses. An unknown keyword fails, so that none is passed over."""

from datetime import datetime

KNOWN = {"$ref", "anyOf", "type", "format", "properties", "required", "additionalProperties", "items"}
SAID = {"description", "title"}
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def faults(value, schema: dict, definitions: dict, at: str = "") -> list[str]:
    """What is wrong with `value`, each with its place; empty where it is valid."""
    unknown = schema.keys() - KNOWN - SAID
    assert not unknown, f"{at}: this checker knows no {unknown}"
    if "$ref" in schema:
        return faults(value, definitions[schema["$ref"].removeprefix("#/$defs/")], definitions, at)
    if "anyOf" in schema:
        tried = [faults(value, one, definitions, at) for one in schema["anyOf"]]
        return [] if [] in tried else [f"{at}: {value!r} is none of the alternatives"]
    if "type" in schema and not _is_a(value, schema["type"]):
        return [f"{at}: {value!r} is no {schema['type']}"]
    if schema.get("format") == "date-time" and datetime.fromisoformat(value).tzinfo is None:
        return [f"{at}: {value!r} has no zone"]
    if isinstance(value, dict):
        return _object_faults(value, schema, definitions, at)
    if isinstance(value, list):
        return [
            fault
            for number, item in enumerate(value)
            for fault in faults(item, schema.get("items", {}), definitions, f"{at}[{number}]")
        ]
    return []


def _is_a(value, name: str) -> bool:
    return isinstance(value, TYPES[name]) and not (name == "integer" and isinstance(value, bool))


def _object_faults(value: dict, schema: dict, definitions: dict, at: str) -> list[str]:
    properties, others = schema.get("properties", {}), schema.get("additionalProperties", {})
    found = [f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value]
    for name, item in value.items():
        if name in properties or others is not False:
            found += faults(item, properties.get(name, others), definitions, f"{at}.{name}")
        else:
            found.append(f"{at}.{name} is not in the schema")
    return found

// Holds the examples of an OpenAPI document against their schemas; prints how many and which do not fit.
import { readFileSync } from "node:fs";

import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const document = JSON.parse(readFileSync(process.argv[2], "utf8"));
const ajv = new Ajv({ allErrors: true, strict: false });
addFormats(ajv);
for (const format of ["int32", "int64", "binary", "decimal", "double"]) ajv.addFormat(format, true);
ajv.addSchema(document, "openapi");

const at = (pointer) => pointer.slice(2).split("/").reduce((value, key) => value[key.replaceAll("~1", "/")], document);
const followed = (value) => (value?.$ref ? at(value.$ref) : value);

/** The schema with its references made absolute. */
const absolute = (schema) =>
  JSON.parse(JSON.stringify(schema), (key, value) => (key === "$ref" ? `openapi${value}` : value));

const faults = [];
let checked = 0;
function hold(place, schema, example) {
  if (example === undefined) return void faults.push(`${place} has no example`);
  const fits = ajv.compile(absolute(schema));
  checked += 1;
  if (!fits(example)) faults.push(`${place}: ${ajv.errorsText(fits.errors)}`);
}

for (const [path, methods] of Object.entries(document.paths)) {
  for (const [method, operation] of Object.entries(methods)) {
    const place = `${method} ${path}`;
    for (const { name, schema, example } of operation.parameters ?? []) hold(`${place} ${name}`, schema, example);
    for (const { schema, example } of Object.values(operation.requestBody?.content ?? {})) hold(`${place} body`, schema, example);
    for (const [status, response] of Object.entries(operation.responses)) {
      for (const { schema, example } of Object.values(followed(response).content ?? {})) {
        hold(`${place} ${status}`, schema, example);
      }
    }
  }
}
process.stdout.write(JSON.stringify({ checked, faults }));

// Reads a schema as graphql-js does; prints its faults, and whatever of its introspection has no description.
import { readFileSync } from "node:fs";

import { buildSchema, introspectionFromSchema, validateSchema } from "graphql";

const schema = buildSchema(readFileSync(process.argv[2], "utf8"));
const faults = validateSchema(schema).map((fault) => fault.message);
const bare = [];
let described = 0;
function note(place, { description }) {
  if (description?.trim()) described += 1;
  else bare.push(place);
}

const { types, directives } = introspectionFromSchema(schema).__schema;
for (const type of types.filter(({ name }) => !name.startsWith("__"))) {
  note(type.name, type);
  for (const field of type.fields ?? []) {
    note(`${type.name}.${field.name}`, field);
    for (const arg of field.args) note(`${type.name}.${field.name}(${arg.name})`, arg);
  }
  for (const field of type.inputFields ?? []) note(`${type.name}.${field.name}`, field);
  for (const value of type.enumValues ?? []) note(`${type.name}.${value.name}`, value);
}
for (const directive of directives) note(`@${directive.name}`, directive);
process.stdout.write(JSON.stringify({ faults, bare, described }));

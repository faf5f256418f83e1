// Compiles relay.ts against a schema with Relay's own compiler; prints what it said, and the texts of the operations
// that a client would send.
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "taizhang-relay-"));
try {
  const artifacts = join(folder, "__generated__");
  mkdirSync(artifacts);
  copyFileSync("relay.ts", join(folder, "tasks.ts"));
  copyFileSync(process.argv[2], join(folder, "schema.graphql"));
  const config = {
    src: ".",
    schema: "schema.graphql",
    language: "typescript",
    artifactDirectory: "./__generated__",
    excludes: ["**/__generated__/**"],
    customScalarTypes: { Decimal: "string", NaiveDate: "string", DateTime: "string" },
  };
  writeFileSync(join(folder, "relay.config.json"), JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync(
    join(process.cwd(), "node_modules/.bin/relay-compiler"),
    ["relay.config.json"],
    { cwd: folder, encoding: "utf8", env: { ...process.env, NO_COLOR: "1" } },
  );
  const operations = {};
  for (const file of readdirSync(artifacts)) {
    const text = /^ *"?text"?: ("(?:[^"\\]|\\.)*")/m.exec(readFileSync(join(artifacts, file), "utf8"));
    if (text) operations[file.split(".")[0]] = JSON.parse(text[1]);
  }
  process.stdout.write(JSON.stringify({ status, log: stdout + stderr, operations }));
} finally {
  rmSync(folder, { recursive: true, force: true });
}

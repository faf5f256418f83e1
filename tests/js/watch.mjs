// Watches a server through `graphql-ws` and `graphql-sse`, imports a document twice, and prints what each client saw.
import { readFile } from "node:fs/promises";
import { createClient as createSseClient } from "graphql-sse";
import { createClient as createSocketClient } from "graphql-ws";
import WebSocket from "ws";

const [base, file] = process.argv.slice(2);
const url = `${base}/graphql`;

const CHANGED = `subscription ($jurisdiction: String, $year: Int) {
  reportChanged(jurisdiction: $jurisdiction, year: $year) {
    cause jurisdiction year file period counts { tasks { created } } findings reportRemoved
  }
}`;
const PROGRESS = `subscription { importProgress(token: "mine") { token file phase dryRun outcome code } }`;

const socket = createSocketClient({ url: `${url.replace(/^http/, "ws")}/ws`, webSocketImpl: WebSocket, retryAttempts: 0 });
const events = createSseClient({ url, retryAttempts: 0 });

/** Collects what a subscription tells; `first(n)` resolves with its first n answers. */
function watch(client, query, variables) {
  const seen = [];
  let wake = () => {};
  const stop = client.subscribe(
    { query, variables },
    { next: (answer) => (seen.push(answer), wake()), error: (error) => (seen.push({ failed: error }), wake()), complete: () => {} },
  );
  const first = async (count) => {
    while (seen.length < count) await new Promise((resolve) => (wake = resolve));
    return seen.slice(0, count);
  };
  return { seen, stop, first };
}

async function ask(query, variables) {
  const headers = { "content-type": "application/json" };
  const response = await fetch(url, { method: "POST", headers, body: JSON.stringify({ query, variables }) });
  return response.json();
}

const watched = {
  socket: watch(socket, CHANGED, { jurisdiction: "青禾县", year: 2024 }),
  events: watch(events, CHANGED, {}),
  elsewhere: watch(socket, CHANGED, { jurisdiction: "云溪市" }),
  socketProgress: watch(socket, PROGRESS),
  eventsProgress: watch(events, PROGRESS),
};
// A question through each transport: what was subscribed before it is in force then.
const one = (client) => watch(client, "{ __typename }").first(1);
const answered = { socket: await one(socket), events: await one(events) };
const refused = {
  socket: await watch(socket, "subscription { nothing }").first(1),
  events: await watch(events, "subscription { nothing }").first(1),
};
await new Promise((resolve) => setTimeout(resolve, 300));

const IMPORT = `mutation ($input: ImportInput!, $token: String, $dry: Boolean!) {
  importDocument(input: $input, progressToken: $token, dryRun: $dry) { outcome documentId }
}`;
const content = (await readFile(file)).toString("base64");
const input = { fileName: "half.txt", content };
await ask(IMPORT, { input, token: "mine", dry: true });
await ask(IMPORT, { input, token: "other", dry: false });
const imported = await ask(IMPORT, { input, token: "mine", dry: false });
await ask(IMPORT, { input: { fileName: "empty.txt", content: "" }, token: "mine", dry: false });
await ask("mutation ($id: ID!) { undoDocument(id: $id) { file } }", { id: imported.data.importDocument.documentId });

const result = {
  answered,
  refused,
  socket: await watched.socket.first(2),
  events: await watched.events.first(2),
  socketProgress: await watched.socketProgress.first(8),
  eventsProgress: await watched.eventsProgress.first(8),
  elsewhere: watched.elsewhere.seen,
};
process.stdout.write(JSON.stringify(result));
for (const { stop } of Object.values(watched)) stop();
await socket.dispose();
events.dispose();

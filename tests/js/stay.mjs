// Opens a WebSocket and an event stream, says so, and prints how both end.
import WebSocket from "ws";

const [base] = process.argv.slice(2);
const socket = new WebSocket(`${base.replace(/^http/, "ws")}/graphql/ws`, ["graphql-transport-ws"]);
const closed = new Promise((resolve) => socket.on("close", (code) => resolve(code)));
await new Promise((resolve) => socket.on("open", resolve));
socket.send(JSON.stringify({ type: "connection_init" }));
await new Promise((resolve) => socket.on("message", resolve));
const query = encodeURIComponent("subscription { importProgress { phase } }");
const stream = await fetch(`${base}/graphql?query=${query}`, { headers: { accept: "text/event-stream" } });
process.stdout.write("open\n");
const text = await stream.text();
process.stdout.write(`${JSON.stringify({ code: await closed, kind: stream.headers.get("content-type"), text })}\n`);

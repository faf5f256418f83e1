// Breaks the rules of `graphql-transport-ws` one by one and prints how the server ends each connection.
import WebSocket from "ws";

const [base, roomForTwo] = process.argv.slice(2);
const socketOf = (server) => `${server.replace(/^http/, "ws")}/graphql/ws`;
const INIT = { type: "connection_init" };
const SUBSCRIBE = { type: "subscribe", id: "a", payload: { query: "subscription { importProgress { phase } }" } };

/** Sends messages, one after each answer where `paced`, and resolves with what came back. */
function talk(messages, { protocol = "graphql-transport-ws", headers = {}, until = () => false } = {}) {
  return new Promise((resolve) => {
    const heard = [];
    const socket = new WebSocket(socketOf(base), protocol ? [protocol] : [], { headers });
    const end = (ended) => {
      socket.terminate();
      resolve({ ...ended, heard });
    };
    socket.on("open", () => messages.forEach((message) => socket.send(typeof message === "string" ? message : JSON.stringify(message))));
    socket.on("message", (data) => {
      heard.push(JSON.parse(data.toString()));
      if (until(heard)) end({ code: 0 });
    });
    socket.on("close", (code, reason) => end({ code, reason: reason.toString() }));
    socket.on("unexpected-response", (_, response) => end({ status: response.statusCode }));
    socket.on("error", () => {});
  });
}

const many = Array.from({ length: 3 }, (_, id) => ({ ...SUBSCRIBE, id: `${id}` }));
const results = {
  silent: await talk([]),
  noProtocol: await talk([INIT], { protocol: null }),
  uninvited: await talk([SUBSCRIBE]),
  initTwice: await talk([INIT, INIT]),
  idTwice: await talk([INIT, SUBSCRIBE, SUBSCRIBE]),
  noJson: await talk(["{"]),
  noType: await talk([{}]),
  unknownType: await talk([INIT, { type: "start", id: "a" }]),
  noId: await talk([INIT, { type: "subscribe", payload: {} }]),
  foreign: await talk([INIT], { headers: { origin: "http://evil.example" } }),
  tooLarge: await talk([INIT, { ...SUBSCRIBE, payload: { query: `#${"x".repeat(100_000)}` } }]),
  ping: await talk([INIT, { type: "ping" }], { until: (heard) => heard.length === 2 }),
  again: await talk([INIT, SUBSCRIBE, { type: "complete", id: "a" }, SUBSCRIBE, { type: "ping" }], { until: (heard) => heard.length === 2 }),
  tooMany: await talk([INIT, ...many], { until: (heard) => heard.length === 2 }),
  deep: await talk([INIT, { ...SUBSCRIBE, payload: { query: `{ ${"a { ".repeat(40)} b ${"}".repeat(41)}` } }], { until: (heard) => heard.length === 2 }),
  malformed: await talk([INIT, { ...SUBSCRIBE, payload: { query: 7 } }], { until: (heard) => heard.length === 2 }),
};

// More connections than there is room for, on a server that no connection from above still occupies.
const open = [];
const first = await Promise.all(
  [0, 1, 2].map(
    () =>
      new Promise((resolve) => {
        const socket = new WebSocket(socketOf(roomForTwo), ["graphql-transport-ws"]);
        open.push(socket);
        socket.on("open", () => resolve("open"));
        socket.on("unexpected-response", (_, response) => resolve(response.statusCode));
        socket.on("error", () => {});
      }),
  ),
);
results.room = first.sort();
open.forEach((socket) => socket.terminate());
process.stdout.write(JSON.stringify(results));

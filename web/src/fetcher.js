import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";

const ENDPOINT = "/graphql";

/** Opened by the first subscription, closed after the last. */
const socket = createClient({
  url: new URL(`${ENDPOINT}/ws`, location.href.replace(/^http/, "ws")).href,
  retryAttempts: 0,
});

/** Whether the text is a subscription. GraphiQL's own reading of it lags behind what was typed last. */
function isSubscription({ query, operationName }) {
  try {
    return getOperationAST(parse(query), operationName)?.operation === "subscription";
  } catch {
    return false;
  }
}

/**
 * Sends one operation to the server that served this page: a subscription through a WebSocket, everything else by POST.
 *
 * A failing GraphQL answer is still an answer and is shown as it stands; anything that is not JSON (a proxy's error
 * page, say) becomes an error that names the HTTP status, so that it is not mistaken for an answer of the ledger.
 */
export async function fetcher(operation, { headers } = {}) {
  if (isSubscription(operation)) {
    return socket.iterate(operation);
  }
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: {
      "Content-Type": "application/json",
      Accept: "application/graphql-response+json, application/json",
      ...headers,
    },
    body: JSON.stringify(operation),
  });
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${ENDPOINT} answered ${response.status} ${response.statusText} and no JSON: ${text.slice(0, 300)}`);
  }
}

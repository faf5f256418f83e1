import { getOperationAST, parse } from "graphql";
import { createClient } from "graphql-ws";

const ENDPOINT = "/graphql";

/** Opened by the first subscription, closed after the last. */
const socket = createClient({
  url: new URL(`${ENDPOINT}/ws`, location.href.replace(/^http/, "ws")).href,
  retryAttempts: 0,
});

/**
 * The operation that is to run; null where the text does not tell, and the server says why.
 *
 * GraphiQL's own reading of the text lags behind what was typed or opened last, and names the operation that stood there
 * before: of a text with one operation, that one is meant.
 */
function meant({ query, operationName }) {
  try {
    const document = parse(query);
    return getOperationAST(document, operationName) ?? getOperationAST(document);
  } catch {
    return null;
  }
}

/**
 * Sends one operation to the server that served this page: a subscription through a WebSocket, everything else by POST.
 *
 * A failing GraphQL answer is still an answer and is shown as it stands; anything that is not JSON (a proxy's error
 * page, say) becomes an error that names the HTTP status, so that it is not mistaken for an answer of the ledger.
 */
export async function fetcher(asked, { headers } = {}) {
  const found = meant(asked);
  const operation = found ? { ...asked, operationName: found.name?.value } : asked;
  if (found?.operation === "subscription") {
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

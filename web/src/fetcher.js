const ENDPOINT = "/graphql";

/**
 * Sends one operation to the server that served this page.
 *
 * A failing GraphQL answer is still an answer and is shown as it stands; anything that is not JSON (a proxy's error
 * page, say) becomes an error that names the HTTP status, so that it is not mistaken for an answer of the ledger.
 */
export async function fetcher(operation, { headers } = {}) {
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

// Opens the GraphiQL page of a running server in Chromium and uses it as a reader would.
//
//   node web/tests/graphiql.mjs http://127.0.0.1:PORT [screenshot.png]
//
// Prints the answer to the first example query as JSON; without a screenshot it runs a renamed operation and opens a
// subscription, too. Fails (exit 1, reason on standard error) on a console error, on a request to any other origin, on a
// missing example tab, on an answer with errors (to the introspection query, too), or when it takes over a minute.
// CHROMIUM names the browser; /usr/bin/chromium otherwise.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { STEP_MS, visit } from "./browser.mjs";

const EXAMPLES = fileURLToPath(new URL("../src/examples", import.meta.url));

/** The operation names of the example files, which the page shows as the titles of its tabs. */
async function exampleNames() {
  const files = (await readdir(EXAMPLES)).filter((name) => name.endsWith(".graphql")).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(EXAMPLES, name), "utf8")));
  return texts.map((text) => /^query (\w+)/m.exec(text)[1]);
}

function answered(question, answer) {
  if (answer.errors) throw new Error(`${question} is answered with errors: ${JSON.stringify(answer.errors)}`);
  if (!answer.data) throw new Error(`${question} is answered without data: ${JSON.stringify(answer).slice(0, 300)}`);
}

async function checkTabs(page) {
  const names = await exampleNames();
  for (const name of names) {
    await page.getByRole("tablist").getByRole("button", { name, exact: true }).waitFor({ timeout: STEP_MS });
  }
  const count = await page.getByRole("tab").count();
  if (count !== names.length) throw new Error(`${count} tabs are open, not the ${names.length} examples`);
}

/** A tab that is pressed before the editors are up is the one that they show. */
async function pressTabsAtOnce(page) {
  const names = await exampleNames();
  const editor = page.locator(".graphiql-query-editor .view-lines");
  for (const name of [names.at(-1), names[0]]) {
    await page.getByRole("tablist").getByRole("button", { name, exact: true }).click();
    await editor.filter({ hasText: `query ${name}` }).waitFor({ timeout: STEP_MS });
  }
}

/** Presses the run button and gives back the answer, once it is also on screen. */
async function runFirstQuery(page) {
  // Until both editors are up, GraphiQL takes the press of the button and does nothing.
  const [name] = await exampleNames();
  await page.locator(".graphiql-query-editor .view-lines").filter({ hasText: name }).waitFor({ timeout: STEP_MS });
  await page.locator(".result-window .view-lines").waitFor({ state: "attached", timeout: STEP_MS });
  const isQuery = (response) =>
    response.url().endsWith("/graphql") && !response.request().postData()?.includes("IntrospectionQuery");
  const [response] = await Promise.all([
    page.waitForResponse(isQuery, { timeout: STEP_MS }),
    page.getByRole("button", { name: /^Execute query/ }).click(),
  ]);
  const answer = await response.json();
  answered(name, answer);
  await page.locator(".result-window .view-lines").filter({ hasText: '"data"' }).waitFor({ timeout: STEP_MS });
  return answer;
}

/** Renames the operation and runs it at once, when the page still has the name that it read before. */
async function runRenamed(page) {
  const editor = page.locator(".graphiql-query-editor .view-lines");
  await editor.click();
  await page.keyboard.press("Control+A");
  const isRenamed = (response) => response.request().postData()?.includes("query Renamed") ?? false;
  const [response] = await Promise.all([
    page.waitForResponse(isRenamed, { timeout: STEP_MS }),
    page.keyboard.insertText("query Renamed { __typename }").then(() => page.keyboard.press("Control+Enter")),
  ]);
  answered("Renamed", await response.json());
}

/** Runs a subscription in a tab of its own until its socket is up: the policy of the page must let it through. */
async function openSubscription(page) {
  await page.getByRole("button", { name: /^New tab/ }).click();
  const editor = page.locator(".graphiql-query-editor .view-lines");
  await editor.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText("subscription Watch { importProgress { phase } }");
  await editor.filter({ hasText: "Watch" }).waitFor({ timeout: STEP_MS });
  const acknowledged = new Promise((resolve) => {
    const hear = ({ payload }) => JSON.parse(payload).type === "connection_ack" && resolve(true);
    page.on("websocket", (socket) => socket.on("framereceived", hear));
  });
  await page.getByRole("button", { name: /^Execute query/ }).click();
  const isOpen = await Promise.race([acknowledged, page.waitForTimeout(STEP_MS)]);
  if (!isOpen) throw new Error("the subscription was not acknowledged");
}

async function use(page, origin, screenshot) {
  const isIntrospection = (response) => response.request().postData()?.includes("IntrospectionQuery") ?? false;
  const [introspection] = await Promise.all([
    page.waitForResponse(isIntrospection, { timeout: STEP_MS }),
    page.goto(`${origin}/graphiql`, { timeout: STEP_MS }),
  ]);
  answered("the introspection query", await introspection.json());
  await checkTabs(page);
  await pressTabsAtOnce(page);
  const answer = await runFirstQuery(page);
  if (!screenshot) {
    await runRenamed(page);
    await openSubscription(page);
  }
  return answer;
}

visit("graphiql", use);

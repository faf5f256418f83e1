// Opens the Swagger UI page of a running server in Chromium and uses it as a reader would.
//
//   node web/tests/docs.mjs http://127.0.0.1:PORT [screenshot.png]
//
// Prints the operations that it shows and the answer to one that it tried, as JSON. Fails (exit 1, reason on standard
// error) on a console error, on a request to any other origin, or when it takes over a minute.
// CHROMIUM names the browser; /usr/bin/chromium otherwise.
import { STEP_MS, visit } from "./browser.mjs";

async function use(page, origin) {
  await page.goto(`${origin}/api/v1/docs`, { timeout: STEP_MS });
  const list = page.locator("#operations-reports-getReports");
  await list.waitFor({ timeout: STEP_MS });
  const operations = await page.locator(".opblock-summary").evaluateAll((rows) =>
    rows.map((row) => {
      const text = (name) => row.querySelector(name).textContent.replaceAll("\u200b", "");
      return `${text(".opblock-summary-method")} ${text(".opblock-summary-path")}`;
    }),
  );
  await list.locator(".opblock-summary").click();
  await list.getByRole("button", { name: "Try it out" }).click();
  await list.locator("tr[data-param-name=filter] input").fill("filter[year][gte]=2024&filter[year][lt]=2030");
  const isAnswer = (response) => new URL(response.url()).pathname === "/api/v1/reports";
  const [response] = await Promise.all([
    page.waitForResponse(isAnswer, { timeout: STEP_MS }),
    list.getByRole("button", { name: "Execute" }).click(),
  ]);
  await list.locator(".live-responses-table .response-col_status").filter({ hasText: "200" }).waitFor({ timeout: STEP_MS });
  return { operations, answer: await response.json() };
}

visit("docs", use);

// A headless Chromium that notes everything a page on a network without internet must not do.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { chromium } from "playwright-core";

/** How long a visit may take in all. */
const LIMIT_MS = 60_000;
/** How long one step may take. */
export const STEP_MS = 20_000;
/** A page is at rest when for so long it has asked for nothing and said nothing. */
const REST_MS = 1500;
const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Notes what the page must not do; gives the time since it last did anything. */
function watch(page, origin, faults) {
  let last = Date.now();
  for (const event of ["console", "pageerror", "request", "requestfailed", "response"]) {
    page.on(event, () => (last = Date.now()));
  }
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`console error: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`uncaught error: ${error.message}`));
  page.on("request", (request) => {
    const url = new URL(request.url());
    const isLocal = url.protocol === "data:" || url.protocol === "blob:" || url.origin === origin;
    if (!isLocal) faults.push(`request to another origin: ${request.method()} ${request.url()}`);
  });
  page.on("requestfailed", (request) => faults.push(`request failed: ${request.url()} ${request.failure()?.errorText}`));
  page.on("response", (response) => {
    if (response.status() >= 400) faults.push(`HTTP ${response.status()}: ${response.url()}`);
  });
  return () => Date.now() - last;
}

async function opened(profile, origin, use, screenshot) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    headless: true,
    args: FLAGS,
    viewport: { width: 1440, height: 900 },
    timeout: STEP_MS,
  });
  const faults = [];
  try {
    const page = await context.newPage();
    const quiet = watch(page, origin, faults);
    const answer = await use(page, origin, screenshot);
    // Workers and late styles may still complain; a page that is at rest has said what it has to say. The browser's own
    // "networkidle" waits for an end of every request, which those of workers do not always tell.
    while (quiet() < REST_MS) await page.waitForTimeout(100);
    if (screenshot) await page.screenshot({ path: screenshot });
    if (faults.length > 0) throw new Error(faults.join("\n"));
    return answer;
  } catch (error) {
    // What the page complained of is most often why a step never came about.
    const unsaid = faults.filter((fault) => !error.message.includes(fault));
    throw new Error([error.message, ...unsaid].join("\n"));
  } finally {
    await context.close();
  }
}

/** Uses a page of the server on the command line, prints what came of it as JSON, and ends the process. */
export async function visit(name, use) {
  const [base, screenshot] = process.argv.slice(2);
  const profile = await mkdtemp(join(tmpdir(), `taizhang-${name}-`));
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not done after ${LIMIT_MS / 1000} seconds`)), LIMIT_MS);
  });
  try {
    if (!base) throw new Error(`usage: node web/tests/${name}.mjs http://127.0.0.1:PORT [screenshot.png]`);
    const answer = await Promise.race([opened(profile, new URL(base).origin, use, screenshot), tooLong]);
    console.log(JSON.stringify(answer, null, 2));
    process.exitCode = 0;
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
    await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    process.exit();
  }
}

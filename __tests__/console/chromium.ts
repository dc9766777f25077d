import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core';

const CANDIDATES = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** Without these, Chromium looks for updates and services that tests must not depend on. */
const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const executablePath = CANDIDATES.find((path) => path && existsSync(path));
/** Far more than anything takes, unless the machine has much else to do. */
const PATIENCE_MS = 20_000;
const MISSING = 'skipped: there is no Chromium here; install the package chromium or set CHROMIUM_PATH';

/** Returns a new page in its own profile. */
export type OpenPage = (options?: BrowserContextOptions) => Promise<Page>;

/** A group of tests in a real browser, which is started once for all of them. */
export function describeInChromium(name: string, tests: (openPage: OpenPage) => void): void {
  if (!executablePath) {
    describe.skip(`${name} (${MISSING})`, () => tests(() => Promise.reject(new Error(MISSING))));
    return;
  }
  describe(name, () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    });
    afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
    afterAll(() => browser.close());
    tests(async (options = {}) => {
      const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
      context.setDefaultTimeout(PATIENCE_MS);
      return context.newPage();
    });
  });
}

/** Opens a place of the console, and waits until it has its state. */
export async function visit(page: Page, url: string, hash = ''): Promise<void> {
  await page.goto(`${url}/${hash}`);
  await page.locator('#content h1').waitFor();
  await page.locator('.header').waitFor();
}

/** The frame of a photo on the contact sheet. */
export const frameOf = (page: Page, name: string, status = 'Ready'): Locator =>
  page.getByRole('list', { name: 'Photos, newest first' }).getByRole('link', { name: `${name} ${status}` });

/** Keeps a picture of the page for people to look at. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = join(__dirname, '..', '..', 'artifacts');
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

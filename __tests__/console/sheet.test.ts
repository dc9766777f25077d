import type { Page } from 'playwright-core';
import { describeInChromium, screenshot, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { smallPictures } from './fake/pictures';

const PHOTOS = 5_000;
/** Frames drawn at most, on a screen of 1280 by 860. */
const MAX_FRAMES = 80;
const STEPS = 60;
/** Seconds of processor time for one step of 400 pixels; unhurried machines take a tenth of it. */
const MAX_WORK_A_STEP = 0.05;

describeInChromium('the contact sheet with 5,000 photos', (openPage) => {
  let servers: FakeServers;
  let page: Page;
  beforeAll(async () => {
    servers = await startFakeServers();
    servers.twin.seed(PHOTOS, await smallPictures());
  });
  beforeEach(async () => {
    page = await openPage();
    await visit(page, servers.url);
    await page.locator('.frame').first().waitFor();
  });
  afterAll(() => servers.close());

  test('has no more in the page than the screen shows, wherever it is scrolled to', async () => {
    await screenshot(page, 'sheet-5000');
    const seen = new Set<string>();
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      await page.evaluate((to) => window.scrollTo(0, document.documentElement.scrollHeight * to), share);
      await page.waitForFunction(() => {
        const frame = document.elementFromPoint(640, 600)?.closest('.frame');
        return (
          frame?.querySelector('img[data-loaded="true"]') || frame?.getAttribute('data-status') === 'FAILED'
        );
      });
      expect(await page.locator('.frame').count()).toBeLessThan(MAX_FRAMES);
      expect(await page.locator('*').count()).toBeLessThan(1_200);
      for (const id of await page
        .locator('.frame')
        .evaluateAll((all) => all.map((frame) => frame.getAttribute('href')))) {
        seen.add(String(id));
      }
    }
    expect(seen.size).toBeGreaterThan(100);
  });

  test('takes little work to scroll through', async () => {
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const secondsAtWork = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN;
    };
    const before = await secondsAtWork();
    await page.evaluate(async (steps) => {
      for (let step = 0; step < steps; step++) {
        window.scrollBy(0, 400);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    }, STEPS);
    expect((await secondsAtWork()) - before).toBeLessThan(STEPS * MAX_WORK_A_STEP);
  });

  test('is walked through by arrow keys, to its very end, and opened by Enter', async () => {
    await page.locator('.frame').first().focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowDown');
    await expectFocusOn(page, 2 + (await columnsOf(page)));
    await page.keyboard.press('End');
    await expectFocusOn(page, PHOTOS);
    await page.keyboard.press('Home');
    await expectFocusOn(page, 1);
    await page.keyboard.press('Enter');
    await page.waitForURL(/#\/photos\/[0-9a-f]{32}$/);
    await page.locator('h1:focus').waitFor();
  });

  test('is filtered by status, user and key, and remembers that while a photo is looked at', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('harbour-0');
    await page.getByLabel('User').selectOption('alice');
    await page.getByRole('radio', { name: 'Ready' }).check();
    const names = await page.locator('.frame-name').allTextContents();
    expect(names.length).toBeGreaterThan(5);
    expect(names.every((name) => name.startsWith('harbour-0'))).toBe(true);
    const lead = await page.locator('.lead').textContent();

    await page.locator('.frame').first().click();
    await page.getByRole('link', { name: 'All photos' }).click();
    await page.locator('.frame').first().waitFor();
    expect(await page.locator('.lead').textContent()).toBe(lead);

    await page.getByRole('searchbox').fill('no such key');
    await page.getByRole('button', { name: 'Show all photos' }).click();
    expect(await page.locator('.lead').textContent()).toContain('5,000 photos');
  });

  test('is found where it was left', async () => {
    await page.evaluate(() => window.scrollTo(0, 20_000));
    await page.waitForFunction(() => document.elementFromPoint(640, 600)?.closest('.frame'));
    await page.mouse.click(640, 600);
    await page.waitForURL(/#\/photos\/[0-9a-f]{32}$/);
    await page.getByRole('link', { name: 'All photos' }).waitFor();
    await page.goBack();
    await page.waitForFunction(() => Math.abs(window.scrollY - 20_000) < 5);
  });
});

const columnsOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const frames = [...document.querySelectorAll('.contact-sheet li')].map((item) =>
      item.getBoundingClientRect(),
    );
    return frames.filter(({ top }) => top === frames[0]?.top).length;
  });

async function expectFocusOn(page: Page, position: number): Promise<void> {
  await page.waitForFunction(
    (wanted) => document.activeElement?.closest('li')?.getAttribute('aria-posinset') === String(wanted),
    position,
  );
}

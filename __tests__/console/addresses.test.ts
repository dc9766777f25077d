import { describeInChromium, frameOf, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { smallPictures } from './fake/pictures';
import { giveFiles, photo } from './files';

describeInChromium('addresses of the console', (openPage) => {
  let servers: FakeServers;
  beforeAll(async () => {
    servers = await startFakeServers();
    servers.twin.seed(300, await smallPictures());
  });
  afterAll(() => servers.close());

  test.each(['#/nopage', '#/pipeline/nothing'])('%s says that there is no such page', async (hash) => {
    const page = await openPage();
    await visit(page, servers.url, hash);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    expect(await page.locator('.places [aria-current]').count()).toBe(hash === '#/nopage' ? 0 : 1);
    await page.getByRole('link', { name: 'Back to the photos' }).click();
    await page.locator('.frame').first().waitFor();
  });

  test('Escape leads from a photo back to the photos, but not out of a field or a question', async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await page.locator('.frame').first().click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(page.url()).toMatch(/#\/photos\/[0-9a-f]{32}$/);
    await page.evaluate(() => {
      const field = document.querySelector('main')?.appendChild(document.createElement('input'));
      field?.focus();
    });
    await page.keyboard.press('Escape');
    expect(page.url()).toMatch(/#\/photos\/[0-9a-f]{32}$/);
    await page.evaluate(() => (document.activeElement as HTMLElement).remove());
    await page.keyboard.press('Escape');
    await page.waitForURL(/#\/photos$/);
  });

  test('returning to the failures shows the last one seen, and a link leads to their top', async () => {
    const page = await openPage({ viewport: { width: 1280, height: 400 } });
    await visit(page, servers.url, '#/failures');
    const failure = page.locator('.failed-photo a').nth(5);
    await failure.scrollIntoViewIfNeeded();
    const before = await page.evaluate(() => window.scrollY);
    expect(before).toBeGreaterThan(300);
    await failure.click();
    await page.getByRole('link', { name: 'All photos' }).waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
    await page.goBack();
    await page.waitForFunction((y) => Math.abs(window.scrollY - y) < 5, before);
    const places = page.getByRole('navigation', { name: 'Console' });
    await places.getByRole('link', { name: 'Outbox' }).click();
    await places.getByRole('link', { name: /^Failures/ }).click();
    await failure.waitFor();
    expect(await page.evaluate(() => window.scrollY)).toBe(0);
  });

  test('returning from a photo shows the same strip, with more photos and uploads above it', async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await page.locator('.frame').first().waitFor();
    await page.evaluate(() => window.scrollTo(0, 4_321));
    const seen = await page.waitForFunction(() =>
      document.elementFromPoint(640, 500)?.closest('.frame')?.getAttribute('data-image-id'),
    );
    const selector = `.frame[data-image-id="${await seen.jsonValue()}"]`;
    const frame = page.locator(selector);
    const top = await frame.evaluate((element) => element.getBoundingClientRect().top);
    await frame.click();
    await page.getByRole('link', { name: 'All photos' }).waitFor();
    for (const name of ['1', '2', '3', '4', '5', '6', '7']) {
      await giveFiles(page, 'drop', [await photo(`new-${name}.jpg`, '#884422')]);
    }
    await page.goBack();
    await frame.waitFor();
    // The list of uploads above the sheet is drawn a moment later.
    await page.waitForFunction(
      ([of, y]) => Math.abs((document.querySelector(of)?.getBoundingClientRect().top ?? Number.NaN) - y) < 5,
      [selector, top] as const,
    );
    await page.evaluate(() => window.scrollTo(0, 0));
    await frameOf(page, 'new-7.jpg').waitFor();
  });
});

import type { Page } from 'playwright-core';
import { describeInChromium, frameOf, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { brokenPhoto, photo } from './files';

/** Presses Tab until what is named has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? (element as HTMLElement | null)?.textContent ?? '';
    });
    if (name.test(focused.replaceAll('\n', ' '))) return;
  }
  throw new Error(`Tab never reached ${name}.`);
}

describeInChromium('the console by keyboard alone', (openPage) => {
  let servers: FakeServers;
  beforeEach(async () => {
    servers = await startFakeServers({ pace: 10 });
  });
  afterEach(() => servers.close());

  test('a photo is picked, looked at and deleted', async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await page.getByRole('heading', { name: 'The sheet is blank' }).waitFor();

    await tabTo(page, /^Skip to content$/);
    const chooser = page.waitForEvent('filechooser');
    await tabTo(page, /^Add photos$/);
    await page.keyboard.press('Enter');
    await (await chooser).setFiles([await photo('harbour.jpg', '#225588')]);
    await frameOf(page, 'harbour.jpg').waitFor();

    await tabTo(page, /harbour\.jpg.*Ready/);
    await page.keyboard.press('Enter');
    await page.locator('h1:focus', { hasText: 'harbour.jpg' }).waitFor();
    await tabTo(page, /^Delete$/);
    await page.keyboard.press('Enter');
    await tabTo(page, /^Delete for good$/);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'The sheet is blank' }).waitFor();
    expect(servers.twin.catalog.records).toEqual([]);
  });

  test('outcomes are announced to screen readers', async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await page.locator('h1').waitFor();
    const status = page.getByRole('status');
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([await photo('fog.jpg', '#99aabb')]);
    await status.filter({ hasText: 'fog.jpg is ready.' }).waitFor();
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles([await brokenPhoto('torn.jpg')]);
    await status.filter({ hasText: /^torn\.jpg failed\. .*cut off/ }).waitFor();
  });

  test('the tour explains every box, and the address names where it is', async () => {
    const page = await openPage();
    await visit(page, servers.url, `#/pipeline`);
    await page.locator('.box').first().waitFor();
    const boxes = await page.locator('.box').count();
    expect(boxes).toBeGreaterThan(10);
    const seen = new Set<string>();
    for (let stop = 1; stop <= boxes; stop++) {
      await page.getByText(`${stop} of ${boxes}`, { exact: true }).waitFor();
      seen.add(String(await page.locator('.component h2').textContent()));
      if (stop < boxes) await page.getByRole('link', { name: 'Next' }).press('Enter');
    }
    expect(seen.size).toBe(boxes);
    expect(page.url()).toMatch(/#\/pipeline\/[a-z-]+$/);
  });
});

import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describeInChromium, screenshot, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { mountainPhoto, smallPictures } from './fake/pictures';

const VIEWS = [
  'photos',
  'photo',
  'failed-photo',
  'failures',
  'pipeline',
  'monitoring',
  'outbox',
  'missing',
  'no-such-page',
] as const;
const axeSource = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { width: 375, height: 780 };

describeInChromium('the looks of the console', (openPage) => {
  let servers: FakeServers;
  beforeAll(async () => {
    servers = await startFakeServers();
    servers.twin.seed(80, await smallPictures());
    await servers.twin.accept('uploads/samples/mountain.jpg', await mountainPhoto());
    await servers.twin.accept('uploads/samples/broken.jpg', Buffer.from('not a picture'));
    await servers.twin.accept('uploads/samples/unlucky.jpg', Buffer.from('nor this'));
  });
  afterAll(() => servers.close());

  const idOf = (name: string) => servers.twin.catalog.records.find(({ key }) => key.endsWith(name))?.imageId;

  async function show(page: Page, view: (typeof VIEWS)[number]): Promise<void> {
    const hashes = {
      photo: `photos/${idOf('mountain.jpg')}`,
      'failed-photo': `photos/${idOf('broken.jpg')}`,
      missing: `photos/${'0'.repeat(32)}`,
    };
    const hash = view in hashes ? hashes[view as keyof typeof hashes] : view;
    await visit(page, servers.url, `#/${hash}`);
    await page.locator('h1').waitFor();
    await page.waitForFunction(() => [...document.images].every(({ complete }) => complete));
  }

  for (const colorScheme of ['light', 'dark'] as const) {
    test(`axe finds no violation on any page, ${colorScheme}`, async () => {
      const page = await openPage({ colorScheme, reducedMotion: 'reduce' });
      for (const view of VIEWS) {
        await show(page, view);
        await screenshot(page, `${view}-${colorScheme}`);
        expect({ view, violations: await violations(page) }).toEqual({ view, violations: [] });
      }
    });
  }

  test('nothing is wider than a phone', async () => {
    const page = await openPage({ viewport: PHONE, reducedMotion: 'reduce' });
    for (const view of VIEWS) {
      await show(page, view);
      await screenshot(page, `${view}-phone`);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect({ view, width }).toEqual({ view, width: PHONE.width });
    }
    expect(await violations(page)).toEqual([]);
  });

  test('the lights stay as they were switched', async () => {
    const page = await openPage({ colorScheme: 'light' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await show(page, 'photos');
    const light = await background();
    await page.getByRole('button', { name: 'Dark mode' }).click();
    const dark = await background();
    expect(dark).not.toBe(light);
    await page.reload();
    await page.locator('h1').waitFor();
    expect(await background()).toBe(dark);
    expect(await page.getByRole('button', { name: 'Dark mode' }).getAttribute('aria-pressed')).toBe('true');
  });

  test('nothing is loaded from elsewhere, and the policy is never broken', async () => {
    const page = await openPage();
    const foreign: string[] = [];
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(servers.url))
        foreign.push(request.url());
    });
    page.on('console', (message) => foreign.push(message.text()));
    page.on('pageerror', (error) => foreign.push(error.message));
    for (const view of VIEWS.filter((each) => each !== 'missing')) await show(page, view);
    expect(foreign).toEqual([]);
  });
});

/** The violations that axe finds, in a form that a failing test can show. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations: found } = await axe.run(document);
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
}

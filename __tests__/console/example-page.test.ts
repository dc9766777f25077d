import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';
import { describeInChromium, screenshot } from './chromium';
import { brokenPhoto, photo } from './files';

/** A machine that was never used builds the functions first. */
const FIRST_START_MS = 200_000;
const PAGE = readFileSync(join(__dirname, '../../docs/examples/upload-and-show.html'), 'utf8');

/** The shape of the page at one moment: where the text below the picture is. */
const bottomOf = (page: Page): Promise<number> =>
  page.evaluate(() => document.querySelector('#below')?.getBoundingClientRect().top ?? -1);

/** Holds requests for previews back until it is called. */
async function holdPreviews(page: Page): Promise<() => Promise<void>> {
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/previews\//, async (route: Route) => {
    await released;
    await route.continue();
  });
  return async () => release();
}

describeInChromium('a page of another origin', (openPage) => {
  let server: Server;
  let twin: TwinProcess;
  let origin: string;
  let api: string;
  /** What the page shows, at any path but `/`. */
  let body = '';

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(request.url?.startsWith('/?') ? PAGE : `<!doctype html><title>Album</title>${body}`);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    twin = new TwinProcess([ONE_PHOTO], {
      DELIVERY: 'cloudfront',
      PREVIEW_FORMAT: 'avif,webp,jpeg',
      CORS_ALLOWED_ORIGINS: origin,
    });
    api = `${await twin.up()}/api`;
  }, FIRST_START_MS);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await twin.interrupt();
  });

  const openExample = async (): Promise<Page> => {
    const page = await openPage();
    await page.goto(`${origin}/?api=${encodeURIComponent(api)}`);
    return page;
  };

  const choose = async (page: Page, file: Awaited<ReturnType<typeof photo>>): Promise<void> => {
    await page.getByLabel('Photo').setInputFiles(file);
  };

  /** The picture that the API gives for a photo, uploaded by the example page. */
  async function uploadedPicture(name: string): Promise<string> {
    const page = await openExample();
    await choose(page, await photo(name, '#3355aa'));
    await page.getByText('Done.').waitFor();
    const picture = await page.locator('#shown').innerHTML();
    await page.close();
    return picture;
  }

  test('the documentation’s example page uploads a photo and shows it in the best format', async () => {
    const page = await openExample();
    await choose(page, await photo('harbour.jpg', '#3355aa'));
    await page.getByText('Done.').waitFor();
    const image = page.getByRole('img', { name: 'harbour.jpg' });
    await page.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) > 0);
    expect(await image.evaluate((img: HTMLImageElement) => img.currentSrc)).toMatch(/\.avif$/);
    await screenshot(page, 'example-page');
  }, 60_000);

  test('shows a photographer why a photo could not be used', async () => {
    const page = await openExample();
    await choose(page, await brokenPhoto('broken.jpg'));
    await page
      .getByRole('alert')
      .filter({ hasText: /damaged|broken|not/i })
      .waitFor();
    expect(await page.locator('#shown img').count()).toBe(0);
  }, 60_000);

  test('keeps its shape while a picture loads, and shows its colour first', async () => {
    body = `${await uploadedPicture('shape.jpg')}<p id="below">Below</p>`;
    const page = await openPage();
    const release = await holdPreviews(page);
    await page.goto(`${origin}/album`, { waitUntil: 'domcontentloaded' });
    const image = page.locator('img');
    const before = await bottomOf(page);
    const colour = await image.evaluate((img) => getComputedStyle(img).backgroundColor);
    expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(0);
    const [red = 0, , blue = 0] = colour.match(/\d+/g)?.map(Number) ?? [];
    expect(blue).toBeGreaterThan(red);
    await release();
    await page.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) > 0);
    expect(await bottomOf(page)).toBe(before);
    expect(before).toBeGreaterThan(50);
  }, 60_000);

  test.each([
    ['image/avif,image/webp,*/*', 'image/avif'],
    ['image/webp,*/*', 'image/webp'],
    ['*/*', 'image/jpeg'],
  ])(
    'shows one address in a browser that accepts %s as %s',
    async (accept, type) => {
      const [, url = ''] = /src="([^"]+)"/.exec(await uploadedPicture(`accept-${type.slice(6)}.jpg`)) ?? [];
      body = `<img src="${url.replace(/\.\w+$/, '')}" alt="Harbour">`;
      const page = await openPage();
      await page.route(/\/previews\//, (route) =>
        route.continue({ headers: { ...route.request().headers(), accept } }),
      );
      const responded = page.waitForResponse(/\/previews\//);
      await page.goto(`${origin}/one`);
      const response = await responded;
      expect([response.status(), response.headers()['content-type']]).toEqual([200, type]);
      await page.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) > 0);
    },
    60_000,
  );
});

import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ONE_PHOTO, TwinProcess } from '../support/twin-process';
import { describeInChromium, screenshot } from './chromium';
import { photo } from './files';

/** A machine that was never used builds the functions first. */
const FIRST_START_MS = 200_000;
const PAGE = readFileSync(join(__dirname, '../../docs/examples/sign-in-and-upload.html'), 'utf8');

describeInChromium('a page of another origin where people sign in', (openPage) => {
  let server: Server;
  let twin: TwinProcess;
  let address: string;
  let console: string;

  beforeAll(async () => {
    server = createServer((_, response) => {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(PAGE);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    twin = new TwinProcess([ONE_PHOTO, '--demo-issuer'], { CORS_ALLOWED_ORIGINS: origin });
    console = await twin.up();
    const api = `${console}/api`;
    const [, issuer = ''] = /Issuer\s+(\S+)/.exec(twin.printed) ?? [];
    address = `${origin}/album?${new URLSearchParams({ api, issuer })}`;
  }, FIRST_START_MS);
  afterAll(async () => {
    server.closeAllConnections();
    server.close();
    await twin.interrupt();
  });

  const signIn = async (page: Page, name: string, at = address): Promise<void> => {
    await page.goto(at);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: `Sign in as ${name}` }).click();
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
  };

  const upload = async (page: Page, name: string, colour: string): Promise<void> => {
    await page.getByLabel('Photo').setInputFiles(await photo(name, colour));
    await page.getByText('Done.').waitFor();
    await page.waitForFunction(() => (document.querySelector('img')?.naturalWidth ?? 0) > 0);
  };

  const names = (page: Page): Promise<(string | null)[]> =>
    page.locator('img').evaluateAll((images) => images.map((image) => image.getAttribute('alt')));

  test('lets two people upload, and shows each their own photos alone', async () => {
    const page = await openPage();
    await signIn(page, 'Ada');
    await upload(page, 'harbour.jpg', '#3355aa');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, 'Ben');
    expect(await names(page)).toEqual([]);
    await upload(page, 'dunes.jpg', '#aa5533');
    await screenshot(page, 'sign-in-page');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await signIn(page, 'Ada');
    await page.getByText('1 photos').waitFor();
    expect((await names(page)).join()).toMatch(/harbour\.jpg$/);
  }, 120_000);

  test('is served beside the console, too, with all addresses set', async () => {
    const page = await openPage();
    await signIn(page, 'Ben', `${console}/people`);
    await upload(page, 'market.jpg', '#33aa55');
    expect((await names(page)).some((name) => name?.endsWith('market.jpg'))).toBe(true);
  }, 120_000);
});

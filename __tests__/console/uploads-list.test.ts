import { describeInChromium, frameOf, screenshot, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { smallPictures } from './fake/pictures';
import { brokenPhoto, giveFiles, photo } from './files';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

describeInChromium('the list of uploads on the page of photos', (openPage) => {
  let servers: FakeServers;
  beforeEach(async () => {
    servers = await startFakeServers();
    servers.twin.seed(300, await smallPictures());
  });
  afterEach(() => servers.close());

  test('loses what is ready by itself, and keeps a failure and its reason until it is closed', async () => {
    const page = await openPage();
    await page.clock.install();
    await visit(page, servers.url);
    await giveFiles(page, 'drop', [await photo('red.jpg', '#aa3333'), await brokenPhoto('broken.jpg')]);
    const list = page.getByRole('region', { name: 'Uploads' });
    await list.getByText('1 ready, 1 failed').waitFor();
    await page.clock.fastForward(7_000);
    await list.getByText('1 failed', { exact: true }).waitFor();
    expect(await list.getByRole('listitem').count()).toBe(1);
    expect(await list.getByRole('listitem').textContent()).toContain('cut off');
    await page.clock.fastForward(600_000);
    await list.getByRole('button', { name: 'Close broken.jpg' }).click();
    await list.waitFor({ state: 'detached' });
    await page.reload();
    await frameOf(page, 'broken.jpg', 'Failed').waitFor();
    expect(await list.count()).toBe(0);
  });

  test('leaves room for photos on the first screen of a phone, and is closed at once', async () => {
    const page = await openPage(PHONE);
    await visit(page, servers.url);
    await giveFiles(page, 'drop', [
      ...(await Promise.all(['a', 'b', 'c', 'd'].map((name) => photo(`${name}.jpg`, '#3355aa')))),
      await brokenPhoto('torn.jpg'),
      await brokenPhoto('ripped.jpg'),
    ]);
    const list = page.getByRole('region', { name: 'Uploads' });
    await list.getByText('4 ready, 2 failed; the newest 2 are shown').waitFor();
    await screenshot(page, 'uploads-phone');
    const tile = await page.locator('.frame').first().boundingBox();
    const places = await page.getByRole('navigation', { name: 'Console' }).boundingBox();
    expect((tile?.y ?? Number.NaN) + (tile?.height ?? 0)).toBeLessThan(places?.y ?? 0);
    expect(await page.getByText('Drop more anywhere').isVisible()).toBe(false);
    await list.getByRole('button', { name: 'Close finished' }).click();
    await list.waitFor({ state: 'detached' });
  });
});

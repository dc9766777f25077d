import { describeInChromium, frameOf, screenshot, visit } from './chromium';
import { type FakeServers, type FakeServersOptions, startFakeServers } from './fake/fake-servers';
import { giveFiles, photo } from './files';

describeInChromium('the console and a twin that comes and goes', (openPage) => {
  let running: FakeServers | undefined;
  const start = async (options?: FakeServersOptions): Promise<FakeServers> => {
    running = await startFakeServers(options);
    return running;
  };
  const stop = async (): Promise<void> => {
    await running?.close();
    running = undefined;
  };
  afterEach(stop);

  test('says when the twin has stopped, and picks up the new one by itself', async () => {
    const first = await start();
    const port = Number(new URL(first.url).port);
    const page = await openPage();
    await visit(page, first.url);
    await giveFiles(page, 'drop', [await photo('before.jpg', '#554433')]);
    await frameOf(page, 'before.jpg').waitFor();
    await stop();
    await page.getByRole('alert').filter({ hasText: 'Darkroom has stopped' }).waitFor();
    await screenshot(page, 'stopped');

    const second = await start({ port });
    await second.twin.accept('uploads/after.jpg', (await photo('after.jpg', '#334455')).buffer);
    await frameOf(page, 'after.jpg').waitFor();
    await page.getByText('Darkroom has stopped').waitFor({ state: 'detached' });
    expect(await frameOf(page, 'before.jpg').count()).toBe(0);
  });

  test('a photo that is gone is said to be gone, on its own page', async () => {
    const servers = await start();
    const page = await openPage();
    await visit(page, servers.url, `#/photos/${'0'.repeat(32)}`);
    await page.getByRole('heading', { name: 'There is no such photo' }).waitFor();
  });
});

import { describeInChromium, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { giveFiles, photo } from './files';

describeInChromium('the stations of the pipeline', (openPage) => {
  let servers: FakeServers;
  beforeAll(async () => {
    servers = await startFakeServers();
  });
  afterAll(() => servers.close());

  test('the dead letters are counted at their station, which leads to them and their reasons', async () => {
    const page = await openPage();
    await visit(page, servers.url, '#/pipeline/dead-letter-queue');
    await page.getByText('Now: 0 messages.').waitFor();
    await giveFiles(page, 'drop', [await photo('unlucky.jpg', '#117733')]);
    await page.getByText('Now: 1 message.').waitFor();
    await page.getByRole('link', { name: 'See the dead letters and their reasons' }).click();
    await page.getByText('The table did not answer in time.').waitFor();
  });

  test('a text that does not fit into its box is its tooltip', async () => {
    const page = await openPage();
    await visit(page, servers.url, '#/pipeline');
    const cut = await page
      .locator('.box-service')
      .evaluateAll((all) =>
        all
          .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
          .map((each) => each.getAttribute('title')),
      );
    expect(cut).toEqual(['photographer@example.com']);
  });

  test('queue and dead letters are counted in the header of a phone', async () => {
    const page = await openPage({ viewport: { width: 390, height: 844 } });
    await visit(page, servers.url, '#/outbox');
    const gauges = page.getByRole('region', { name: 'Queue' });
    for (const label of ['Queued', 'Processing', 'Dead letters']) {
      expect(await gauges.getByRole('link', { name: label }).isVisible()).toBe(true);
    }
    expect(await gauges.getByRole('img').getAttribute('title')).toMatch(/^(Nothing is waiting|Photos are)/);
  });
});

import { ONE_PHOTO, TwinProcess } from '../support/twin-process';
import { describeInChromium, frameOf, screenshot, visit } from './chromium';
import { brokenPhoto, giveFiles, photo } from './files';

/** A machine that was never used builds the functions first. */
const FIRST_START_MS = 200_000;
/** Cold starts of the functions, on a machine that has other things to do. */
const PATIENCE = { timeout: 20_000 };

describeInChromium('the console on the running twin', (openPage) => {
  let twin: TwinProcess;
  let url: string;
  beforeAll(async () => {
    twin = new TwinProcess([ONE_PHOTO], { NOTIFICATION_EMAIL: 'photographer@example.com' });
    url = await twin.up();
  }, FIRST_START_MS);
  afterAll(() => twin.interrupt());

  test('three photos and a broken one go the whole way, are retried, mailed and deleted', async () => {
    const page = await openPage({ colorScheme: 'dark' });
    await visit(page, url);
    await giveFiles(page, 'drop', [
      await photo('red.jpg', '#aa3333'),
      await photo('green.jpg', '#33aa55'),
      await photo('blue.jpg', '#3355aa'),
      await brokenPhoto('broken.jpg'),
    ]);
    for (const name of ['red.jpg', 'green.jpg', 'blue.jpg']) {
      await frameOf(page, name).locator('img[data-loaded="true"]').waitFor(PATIENCE);
    }
    await frameOf(page, 'broken.jpg', 'Failed').waitFor(PATIENCE);
    await screenshot(page, 'running-twin');

    await frameOf(page, 'broken.jpg', 'Failed').click();
    await page.getByRole('heading', { name: 'The file is damaged' }).waitFor();
    await page.getByRole('button', { name: 'Try again: broken.jpg' }).click();
    await page.locator('.retry-answer', { hasText: 'Still the same.' }).waitFor(PATIENCE);

    await visit(page, url, '#/outbox');
    await page
      .getByRole('link', { name: /broken\.jpg could not be processed/ })
      .first()
      .waitFor(PATIENCE);

    await visit(page, url, '#/photos');
    await frameOf(page, 'red.jpg').click();
    await page.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('button', { name: 'Delete for good' }).click();
    await frameOf(page, 'green.jpg').waitFor();
    await frameOf(page, 'red.jpg').waitFor({ state: 'detached', ...PATIENCE });
  }, 120_000);

  test('the picture of the pipeline is that of the stacks', async () => {
    const page = await openPage();
    await visit(page, url, '#/pipeline/uploads-queue');
    const facts = page.locator('.component .facts');
    await facts.getByText('image-uploads-dev', { exact: true }).waitFor();
    expect(await facts.textContent()).toMatch(/Maximum attempts3/);
    expect(await page.locator('.box').count()).toBe(17);
  });
});

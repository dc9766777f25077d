import { bookOfOne } from '../../lambda/domain/previews/recipe-book';
import { preset, recipe } from '../support/rendering';
import { describeInChromium, frameOf, screenshot, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { giveFiles, photo } from './files';

const PRESETS = [
  preset({ name: 'tile', width: 150, height: 150, fit: 'cover', position: 'focus' }),
  preset({ name: 'full', width: 800, height: 800 }),
];

describeInChromium('the focus of a photo in the console', (openPage) => {
  let servers: FakeServers;
  beforeEach(async () => {
    servers = await startFakeServers();
  });
  afterEach(() => servers.close());

  const openPhoto = async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await giveFiles(page, 'drop', [await photo('red.jpg', '#aa3333')]);
    await frameOf(page, 'red.jpg').click();
    await page.getByRole('heading', { name: 'On your own page' }).waitFor();
    return page;
  };

  test('is shown, chosen by a click on the photo, and the crops are made again', async () => {
    servers.twin.recipes.folders = bookOfOne(recipe({ presets: PRESETS })).folders;
    const page = await openPhoto();
    await page.getByText('as chosen by the pixels').waitFor();
    const print = page.getByRole('img', { name: 'Preview of red.jpg' });
    const { width = 0, height = 0 } = (await print.boundingBox()) ?? {};
    await print.click({ position: { x: width * 0.25, y: height * 0.75 } });
    await page.getByRole('button', { name: 'Make the crops again' }).click();
    await page.getByText('around 25 % from the left and 75 % from the top, as chosen by a request').waitFor();
    await screenshot(page, 'focus');
    const [row] = servers.twin.catalog.rows.values();
    expect(row?.focus).toEqual({ x: expect.closeTo(0.25, 1), y: expect.closeTo(0.75, 1), from: 'request' });
  });

  test('is written in the fields as well', async () => {
    servers.twin.recipes.folders = bookOfOne(recipe({ presets: PRESETS })).folders;
    const page = await openPhoto();
    await page.getByLabel('From the left').fill('10');
    await page.getByLabel('From the top').fill('90');
    await page.getByRole('button', { name: 'Make the crops again' }).click();
    await page.getByText('around 10 % from the left and 90 % from the top, as chosen by a request').waitFor();
  });

  test('is absent where no preset crops around a point', async () => {
    const page = await openPhoto();
    expect(await page.getByRole('heading', { name: 'Focus' }).count()).toBe(0);
  });
});

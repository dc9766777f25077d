import { describeInChromium, frameOf, screenshot, visit } from './chromium';
import { type FakeServers, startFakeServers } from './fake/fake-servers';
import { brokenPhoto, giveFiles, photo } from './files';

describeInChromium('uploading in the console', (openPage) => {
  let servers: FakeServers;
  beforeEach(async () => {
    servers = await startFakeServers({ pace: 60 });
  });
  afterEach(() => servers.close());

  test('three photos and a broken one, dropped at once, become three previews and an explained failure', async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await page.getByRole('heading', { name: 'The sheet is blank' }).waitFor();

    await giveFiles(page, 'drop', [
      await photo('red.jpg', '#aa3333'),
      await photo('green.jpg', '#33aa55'),
      await photo('blue.jpg', '#3355aa'),
      await brokenPhoto('broken.jpg'),
    ]);
    await page.locator('.track-stage[data-state="here"]').first().waitFor();
    await screenshot(page, 'uploading');

    for (const name of ['red.jpg', 'green.jpg', 'blue.jpg']) {
      await frameOf(page, name).locator('img[data-loaded="true"]').waitFor();
    }
    await frameOf(page, 'broken.jpg', 'Failed').waitFor();
    expect(await page.locator('.frame').count()).toBe(4);

    const places = page.getByRole('navigation', { name: 'Console' });
    await places.getByRole('link', { name: /^Failures/ }).click();
    const failures = page.getByRole('list', { name: 'Failed photos' }).getByRole('listitem');
    await failures.first().waitFor();
    expect(await failures.count()).toBe(1);
    expect(await failures.textContent()).toMatch(/The file is damaged[\s\S]*cut off[\s\S]*upload that copy/);
  });

  test('a file that is not an image is refused before anything is sent, and can be closed', async () => {
    const page = await openPage();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.method()} ${new URL(request.url()).pathname}`));
    await visit(page, servers.url);
    const notes = { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('milk, bread') };
    await giveFiles(page, 'drop', [notes]);
    const refusal = page.locator('.refused', { hasText: 'notes.txt was not uploaded.' });
    await refusal.waitFor();
    expect(await refusal.textContent()).toContain('This is not an image. Choose a JPEG,');
    expect(sent.filter((request) => !request.startsWith('GET '))).toEqual([]);
    await page.getByRole('button', { name: 'Close notes.txt' }).click();
    await page.getByRole('button', { name: 'Close notes.txt' }).waitFor({ state: 'detached' });
  });

  test('a refusal by the source bucket is shown in its own words, without XML escapes', async () => {
    const page = await openPage();
    await page.route('**', (route) => {
      if (route.request().method() !== 'PUT') return route.continue();
      return route.fulfill({
        status: 403,
        contentType: 'application/xml',
        headers: { 'access-control-allow-origin': '*' },
        body: '<Error><Code>AccessDenied</Code><Message>The key &quot;a&quot; is &lt;unknown&gt;.</Message></Error>',
      });
    });
    await visit(page, servers.url);
    await giveFiles(page, 'drop', [await photo('red.jpg', '#aa3333')]);
    const refusal = page.locator('.refused', { hasText: 'red.jpg was not uploaded.' });
    await refusal.waitFor();
    expect(await refusal.textContent()).toMatch(/refused the upload: The key "a" is <unknown>\.$/);
  });

  test('a pasted photo is uploaded for the user named', async () => {
    const page = await openPage();
    servers.twin.seed(1, [{ previews: [], thumbHash: '', dominantColor: '#000000' }]);
    await visit(page, servers.url);
    await page.getByRole('textbox', { name: 'Upload as' }).fill('dora');
    await giveFiles(page, 'paste', [await photo('clip.jpg', '#775522')]);
    await frameOf(page, 'clip.jpg').waitFor();
    expect(servers.twin.catalog.records.find(({ key }) => key.endsWith('clip.jpg'))?.userId).toBe('dora');
  });

  test('retrying a damaged photo says that nothing has changed; deleting it leaves nothing', async () => {
    const page = await openPage();
    await visit(page, servers.url);
    await giveFiles(page, 'drop', [await brokenPhoto('broken.jpg')]);
    await frameOf(page, 'broken.jpg', 'Failed').click();
    await page.getByRole('heading', { name: 'The file is damaged' }).waitFor();

    await page.getByRole('button', { name: 'Try again: broken.jpg' }).click();
    await page.locator('.retry-answer', { hasText: 'Still the same.' }).waitFor();

    await page.getByRole('button', { name: 'Delete' }).click();
    const question = page.getByRole('dialog', { name: 'Delete broken.jpg?' });
    await question.getByRole('button', { name: 'Keep it' }).click();
    expect(servers.twin.catalog.records).toHaveLength(1);
    await page.getByRole('button', { name: 'Delete' }).click();
    await question.getByRole('button', { name: 'Delete for good' }).click();
    await page.getByRole('heading', { name: 'The sheet is blank' }).waitFor();
    expect(servers.twin.catalog.records).toHaveLength(0);
  });

  test('a dead letter goes through once its cause is fixed and it is redriven', async () => {
    const page = await openPage();
    await visit(page, servers.url, `#/failures`);
    await page.getByRole('heading', { name: 'Nothing has failed' }).waitFor();
    await giveFiles(page, 'drop', [await photo('unlucky.jpg', '#117733')]);
    await page.getByRole('heading', { name: '1 dead letter', exact: true }).waitFor();
    await page.getByText('The table did not answer in time.').waitFor();

    servers.twin.isBroken = false;
    await page.getByRole('button', { name: 'Redrive 1' }).click();
    await page.getByText('1 message moved back to the queue.').first().waitFor();
    await visit(page, servers.url, `#/photos`);
    await frameOf(page, 'unlucky.jpg').waitFor();
  });

  test('a malformed dead letter shows its text and its reason, and can be discarded but not redriven', async () => {
    const page = await openPage();
    servers.twin.bury('m-poison', 'poison <b>text</b>');
    await visit(page, servers.url, '#/failures');
    // The count on the page comes from the queue, which changes with the next letter.
    await giveFiles(page, 'drop', [await photo('unlucky.jpg', '#117733')]);
    const letter = page.getByRole('listitem').filter({ hasText: 'm-poison' });
    await letter.getByText('The message is not JSON.').waitFor();
    await letter.getByText('poison <b>text</b>').waitFor();
    await page.getByRole('button', { name: 'Redrive 1' }).waitFor();
    await letter.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('The message m-poison was discarded.').first().waitFor();
    expect(await servers.twin.deadLetters()).toHaveLength(1);
  });
});

import { readFileSync } from 'node:fs';
import { ListObjectVersionsCommand } from '@aws-sdk/client-s3';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

const KEY = 'uploads/ada/harbour.jpg';

describe('forgetting images', () => {
  let operated: OperatedDarkroom;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
  });

  afterEach(() => operated.close());

  const imageId = (key: string) => imageIdOf(operated.darkroom.sourceBucket, key);

  /** Versions, previews and records that are left of everything. */
  async function left(keys: readonly string[]): Promise<number> {
    const { s3, sourceBucket, store, catalog } = operated.darkroom;
    const listed = await s3.send(new ListObjectVersionsCommand({ Bucket: sourceBucket }));
    const versions = [...(listed.Versions ?? []), ...(listed.DeleteMarkers ?? [])].filter(({ Key = '' }) =>
      keys.includes(Key),
    );
    const counts = await Promise.all(
      keys.map(async (key) => {
        const previews = await store.listPreviews(`previews/${imageId(key)}/`);
        return previews.length + (await catalog.history(imageId(key))).length;
      }),
    );
    return versions.length + counts.reduce((sum, count) => sum + count, 0);
  }

  it('removes every version, preview and record, announces it, and leaves a receipt of counts', async () => {
    await operated.upload(KEY);
    await operated.upload(KEY);
    await operated.upload('uploads/ada/harbour.jpg.bak');
    const { exitCode, out } = await operated.run(`images forget ${KEY} --yes --receipt receipt.json`);
    expect(exitCode).toBe(0);
    expect(out).toBe('Forgot 1 image: 2 versions, 2 previews, 2 records. Receipt: receipt.json\n');
    expect(await left([KEY])).toBe(0);
    expect(await left(['uploads/ada/harbour.jpg.bak'])).toBe(3);
    expect(operated.endpoint.events).toMatchObject([{ type: 'Image Deleted', detail: { key: KEY } }]);
    const text = readFileSync('receipt.json', 'utf8');
    expect(JSON.parse(text)).toMatchObject({
      environment: 'dev',
      isComplete: true,
      versions: 2,
      previews: 2,
      records: 2,
      images: [{ imageId: imageId(KEY), versions: 2, previews: 2, records: 2 }],
    });
    // An id of hexadecimal digits can contain the user's name by chance.
    const withoutIds = text.replaceAll(imageId(KEY), '');
    expect(withoutIds).not.toContain('harbour');
    expect(withoutIds).not.toContain('ada');
  });

  it('ignores a late event of a forgotten image', async () => {
    const event = await operated.upload(KEY);
    await operated.run(`images forget ${KEY} --yes`);
    expect((await operated.fn.follow(event, 'late')).kind).toBe('superseded');
    const removals = operated.events.filter(({ kind }) => kind !== 'created');
    expect(removals).not.toHaveLength(0);
    for (const removal of removals) {
      expect((await operated.fn.follow(removal, 'late')).kind).toBe('superseded');
    }
    expect(await left([KEY])).toBe(0);
    const { out } = await operated.run(`images explain ${KEY}`);
    expect(out).toContain(': FORGOTTEN');
    expect(out).toContain('late events are ignored');
  });

  it('removes an original without a record, and ignores its late event', async () => {
    const event = await operated.put(KEY);
    const { out } = await operated.run(`images forget ${KEY} --yes`);
    expect(out).toContain('Forgot 1 image: 1 version, 0 previews, 0 records.');
    expect((await operated.fn.follow(event, 'late')).kind).toBe('superseded');
    expect(await left([KEY])).toBe(0);
  });

  it('removes all images of a user, by record and by folder, and none of other users', async () => {
    const theirs = [KEY, 'uploads/shared/by-metadata.jpg', 'uploads/ada/unrecorded.jpg'];
    await operated.upload(KEY);
    await operated.upload('uploads/shared/by-metadata.jpg', undefined, { 'user-id': 'ada' });
    await operated.put('uploads/ada/unrecorded.jpg');
    await operated.upload('uploads/ada/for-grace.jpg', undefined, { 'user-id': 'grace' });
    await operated.upload('uploads/adalbert/other.jpg');
    const { exitCode, values } = await operated.run('images forget --user ada --yes --json');
    expect(exitCode).toBe(0);
    expect(values).toMatchObject([
      { kept: { key: 'uploads/ada/for-grace.jpg', reason: 'another-user', users: ['grace'] } },
      {
        userId: 'ada',
        isComplete: true,
        versions: 3,
        previews: 2,
        records: 2,
        kept: [{ reason: 'another-user' }],
      },
    ]);
    expect(await left(theirs)).toBe(0);
    expect(await left(['uploads/ada/for-grace.jpg'])).toBe(3);
    expect(await left(['uploads/adalbert/other.jpg'])).toBe(3);
  });

  it('removes the images of a user whose name is encoded in keys, and nothing for who is named like the folder', async () => {
    const theirs = ['uploads/auth0=7Cada/harbour.jpg', 'uploads/auth0=7Cada/unrecorded.jpg'];
    await operated.upload('uploads/auth0=7Cada/harbour.jpg');
    await operated.put('uploads/auth0=7Cada/unrecorded.jpg');
    const namedLikeTheFolder = await operated.run('images forget --user auth0=7Cada --yes');
    expect(namedLikeTheFolder.out).toBe('Nothing is stored for the user auth0=7Cada.\n');
    const { values } = await operated.run('images forget --user auth0|ada --yes --json');
    expect(values).toMatchObject([{ userId: 'auth0|ada', isComplete: true, versions: 2, records: 1 }]);
    expect(await left(theirs)).toBe(0);
  });

  it('names the images of a user that it does not remove, and why, and does so again', async () => {
    await operated.upload(KEY, undefined, { 'user-id': 'grace' });
    await operated.upload('uploads/ada/shared.jpg');
    await operated.upload('uploads/ada/shared.jpg', undefined, { 'user-id': 'grace' });
    await operated.upload('uploads/ada/own.jpg');
    const { exitCode, out } = await operated.run('images forget --user ada --yes --receipt receipt.json');
    expect(out).toContain(`Not removed: ${KEY}. Its record names grace.`);
    expect(out).toContain('Not removed: uploads/ada/shared.jpg. Other versions of it belong to grace.');
    expect(out).toContain('2 images not removed, as listed above.');
    expect(exitCode).toBe(1);
    expect(JSON.parse(readFileSync('receipt.json', 'utf8'))).toMatchObject({
      images: [{ imageId: imageId('uploads/ada/own.jpg') }],
      kept: expect.arrayContaining([
        { imageId: imageId(KEY), reason: 'another-user' },
        { imageId: imageId('uploads/ada/shared.jpg'), reason: 'shared' },
      ]),
    });
    const again = await operated.run('images forget --user ada --yes');
    expect(again.out).toContain('Nothing else is stored for the user ada.');
    const whole = await operated.run('images forget uploads/ada/shared.jpg --yes');
    expect(whole.exitCode).toBe(0);
    expect((await operated.run('images forget --user ada --yes')).exitCode).toBe(0);
  });

  it('exits with 0 when it is repeated, because nothing is stored any more', async () => {
    await operated.upload(KEY);
    await operated.run(`images forget ${KEY} --yes`);
    const { exitCode, out } = await operated.run(`images forget ${KEY} --yes`);
    expect(out).toBe(`Nothing is stored for ${KEY}.\n`);
    expect(exitCode).toBe(0);
  });

  it('finds an original of a user in another folder whose record has expired, and announces the search', async () => {
    await operated.put('uploads/shared/expired.jpg', undefined, { 'user-id': '=?UTF-8?B?YWRh?=' });
    await operated.put('uploads/shared/other.jpg', undefined, { 'user-id': 'grace' });
    const { err, out } = await operated.run('images forget --user ada --yes');
    expect(err).toContain('every key under uploads/');
    expect(out).toContain('Forgot 1 image: 1 version');
    expect(await left(['uploads/shared/expired.jpg'])).toBe(0);
    expect(await left(['uploads/shared/other.jpg'])).toBe(1);
  });

  it('uses only the folder with USER_ID_SOURCE=folder, and names records with another user', async () => {
    await operated.upload('uploads/mallory/claimed.jpg', undefined, { 'user-id': 'ada' });
    await operated.upload(KEY, undefined, { 'user-id': 'mallory' });
    const { out } = await operated.run('images forget --user ada --yes', { USER_ID_SOURCE: 'folder' });
    expect(out).toContain(
      'Not removed: uploads/mallory/claimed.jpg. A record names the user, but its folder',
    );
    expect(await left([KEY])).toBe(0);
    expect(await left(['uploads/mallory/claimed.jpg'])).toBe(3);
  });

  it('writes a receipt of what was removed when it fails halfway, and can be repeated', async () => {
    await operated.upload(KEY);
    await operated.upload('uploads/ada/second.jpg');
    operated.endpoint.refuseAfter.set('PutEvents', 1);
    const first = await operated.run('images forget --user ada --yes --receipt first.json');
    expect(first.exitCode).toBe(3);
    const receipt = JSON.parse(readFileSync('first.json', 'utf8'));
    expect(receipt).toMatchObject({ isComplete: false, images: [{ versions: 1 }] });

    operated.endpoint.refuseAfter.clear();
    const second = await operated.run('images forget --user ada --yes --receipt second.json');
    expect(second.exitCode).toBe(0);
    expect(await left([KEY, 'uploads/ada/second.jpg'])).toBe(0);
  });

  it('asks for confirmation, accepts either a key or a user, and reports when nothing is stored', async () => {
    await operated.upload(KEY);
    const unasked = await operated.run(`images forget ${KEY}`);
    expect(unasked.exitCode).toBe(2);
    expect(unasked.err).toContain(
      `Permanently forget ${KEY}? Cannot ask for confirmation without a terminal; pass --yes to proceed.`,
    );
    expect(await left([KEY])).toBe(3);
    const both = await operated.run(`images forget ${KEY} --user ada`);
    expect(both.exitCode).toBe(2);
    expect(both.err).toContain('either a key or --user ID');
    const nothing = await operated.run('images forget --user nobody --yes');
    expect(nothing.exitCode).toBe(0);
    expect(nothing.out).toBe('Nothing is stored for the user nobody.\n');
  });
});

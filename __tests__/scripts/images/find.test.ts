import { OperatedDarkroom } from '../../support/operator/operated-darkroom';

describe('finding images', () => {
  let operated: OperatedDarkroom;

  beforeEach(async () => {
    operated = await OperatedDarkroom.open();
    operated.fn.maxBytes = 1000;
    await operated.upload('uploads/ada/1-Wedding.jpg');
    await operated.upload('uploads/ada/2-photo.jpg', undefined, {
      'file-name': '=?UTF-8?B?57WQ5ama5byPLmpwZw==?=',
    });
    await operated.upload('uploads/grace/3-wedding.jpg', Buffer.alloc(2000));
  });

  afterEach(() => operated.close());

  const keysFound = async (options: string) => {
    const { values } = await operated.run(`images find ${options} --json`);
    return values.map((value) => (value as { key: string }).key);
  };

  it.each([
    ['--name wedding', ['uploads/grace/3-wedding.jpg', 'uploads/ada/1-Wedding.jpg']],
    ['--name wedding --user ada', ['uploads/ada/1-Wedding.jpg']],
    ['--name wedding --status FAILED', ['uploads/grace/3-wedding.jpg']],
    ['--name 結婚式', ['uploads/ada/2-photo.jpg']],
    ['--user ada --limit 1', ['uploads/ada/2-photo.jpg']],
    ['--name ada', []],
    ['--since 2999-01-01', []],
  ])('finds by all of %s, newest first', async (options, keys) => {
    expect(await keysFound(options)).toEqual(keys);
  });

  it('prints status, user, key and reason, and how many versions it read', async () => {
    const { out, err, exitCode } = await operated.run('images find --name 3-WED');
    expect(out).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ {2}FAILED {6}grace {2}uploads\/grace\/3-wedding\.jpg {2}IMAGE_TOO_LARGE: .+\n$/,
    );
    expect(err).toContain('1 version found, 3 versions read. For details about one:');
    expect(exitCode).toBe(0);
  });

  it('exits with 1 when nothing is found, and names the other places to look', async () => {
    const { out, err, exitCode } = await operated.run('images find --name nothing');
    expect([out, exitCode]).toEqual(['', 1]);
    expect(err).toContain(
      '0 versions found, 3 versions read. An upload without a record may still be queued',
    );
  });

  it('refuses a status that does not exist', async () => {
    const { err, exitCode } = await operated.run('images find --status DONE');
    expect(exitCode).toBe(2);
    expect(err).toContain('Specify PROCESSING, COMPLETED, FAILED, DELETED, or a comma-separated list.');
  });
});

import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BadPathError } from '../../../local/foundation/bad-path-error';
import { collectFiles } from '../../../local/uploads/collect-files';

const folder = mkdtempSync(join(tmpdir(), 'darkroom-files-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(path: string, text = 'x'): string {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), { recursive: true });
  writeFileSync(absolute, text);
  return absolute;
}

describe('collecting files to upload', () => {
  it('keeps paths relative to the folder given, images or not, and leaves hidden ones out', async () => {
    for (const path of [
      'trip/a.jpg',
      'trip/user-7/Été (1).JPG',
      'trip/notes.txt',
      'trip/.hidden/b.jpg',
      'trip/.DS_Store',
    ]) {
      file(path);
    }
    const files = await collectFiles([join(folder, 'trip')]);
    expect(files.map(({ key }) => key).sort()).toEqual([
      'uploads/a.jpg',
      'uploads/notes.txt',
      'uploads/user-7/Été (1).JPG',
    ]);
  });

  it('skips broken links and links to a folder around them with a remark, and follows other links', async () => {
    file('linked/a.jpg');
    file('elsewhere/b.jpg');
    const at = (name: string) => join(folder, 'linked', name);
    symlinkSync('nowhere.jpg', at('broken.jpg'));
    symlinkSync('.', at('loop'));
    symlinkSync('../elsewhere', at('other'));
    symlinkSync('../linked', join(folder, 'elsewhere/back'));
    const remarks: string[] = [];
    const files = await collectFiles([join(folder, 'linked')], (sentence) => remarks.push(sentence));
    expect(files.map(({ key }) => key)).toEqual(['uploads/a.jpg', 'uploads/other/b.jpg']);
    expect(remarks.sort()).toEqual([
      `${at('broken.jpg')} is skipped: it is a link to a file that does not exist.`,
      `${at('loop')} is skipped: it is a link to a folder that contains it.`,
      `${at('other/back')} is skipped: it is a link to a folder that contains it.`,
    ]);
  });

  it('puts a single file at the top', async () => {
    const [only] = await collectFiles([file('one/deep/c.png', '12345')]);
    expect(only).toMatchObject({ key: 'uploads/c.png', size: 5 });
  });

  it.each([
    ['that is not there', () => [join(folder, 'gone')], 'does not exist'],
    ['that is empty', () => [dirname(file('empty/.keep'))], 'There is no file in'],
    [
      'whose file would be the same object as another',
      () => [file('x/d.jpg'), file('y/d.jpg')],
      'would both become uploads/d.jpg',
    ],
  ])('refuses a path %s', async (_, paths, problem) => {
    const collecting = collectFiles(paths());
    await expect(collecting).rejects.toThrow(BadPathError);
    await expect(collecting).rejects.toThrow(problem);
  });
});

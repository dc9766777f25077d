import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { listArchive, zipReproducibly } from '../../bundle/reproducible-zip';
import { centralDirectory } from '../support/central-directory';

const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });
const FILES = [file('b.txt', 'second'), file('B/c.txt', 'a folder'), file('a.txt', 'first')];
const digest = (zip: Uint8Array) => createHash('sha256').update(zip).digest('hex');

/** The same archive made by a process in another time zone, years from now. */
function digestElsewhere(timeZone: string): string {
  const program = `
    const { zipReproducibly } = require('./bundle/reproducible-zip');
    Date.now = () => Date.UTC(2031, 6, 1);
    const file = (path, text) => ({ path, bytes: Buffer.from(text) });
    const zip = zipReproducibly([file('b.txt', 'second'), file('B/c.txt', 'a folder'), file('a.txt', 'first')]);
    console.log(require('node:crypto').createHash('sha256').update(zip).digest('hex'));`;
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', program], {
    cwd: join(__dirname, '../..'),
    encoding: 'utf8',
    env: { ...process.env, TZ: timeZone },
  });
  return stdout.trim() || stderr;
}

describe('a reproducible zip', () => {
  it('has the same bytes for any order of its files', () => {
    expect(digest(zipReproducibly([...FILES].reverse()))).toBe(digest(zipReproducibly(FILES)));
  });

  it.each(['Pacific/Kiritimati', 'America/Anchorage'])(
    'has the same bytes when made later, in %s',
    (zone) => {
      expect(digestElsewhere(zone)).toBe(digest(zipReproducibly(FILES)));
    },
  );

  it('has other bytes when a file differs', () => {
    const changed = [...FILES.slice(1), file('b.txt', 'Second')];
    expect(digest(zipReproducibly(changed))).not.toBe(digest(zipReproducibly(FILES)));
  });

  it('contains the packed files', () => {
    const unpacked = unzipSync(zipReproducibly(FILES));
    expect(Object.keys(unpacked)).toEqual(['B/c.txt', 'a.txt', 'b.txt']);
    expect(Buffer.from(unpacked['b.txt'] ?? []).toString()).toBe('second');
  });

  it('stores every entry with mode 0644 and a fixed time', () => {
    const noonOfFirstDay = (1 << 21) | (1 << 16) | (12 << 11);
    for (const { madeBy, mode, dosTime } of centralDirectory(zipReproducibly(FILES))) {
      expect({ madeBy, mode, dosTime }).toEqual({ madeBy: 3, mode: 0o100644, dosTime: noonOfFirstDay });
    }
  });

  it('lists its entries with their sizes before and after', () => {
    const [entry] = listArchive(zipReproducibly([file('a.txt', 'a'.repeat(1000))]));
    expect(entry).toMatchObject({ path: 'a.txt', size: 1000 });
    expect(entry?.compressedSize).toBeLessThan(100);
  });

  it('rejects two files with the same path', () => {
    expect(() => zipReproducibly([file('a', '1'), file('a', '2')])).toThrow('Two files have the path a');
  });

  it.each(['/etc/passwd', '../outside', 'a/../../outside', 'a\\b'])('rejects the path %s', (path) => {
    expect(() => zipReproducibly([file(path, '')])).toThrow(
      `Expected a relative path with forward slashes inside the archive but got ${path}`,
    );
  });
});

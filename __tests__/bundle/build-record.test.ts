import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { isUpToDate, writeBuildRecord } from '../../bundle/build-record';
import { PROJECT_ROOT } from '../../bundle/project';

describe('a package that was built', () => {
  const folder = mkdtempSync(join(tmpdir(), 'darkroom-record-'));
  const zip = join(folder, 'function.zip');
  const source = join(folder, 'handler.ts');
  afterAll(() => rmSync(folder, { recursive: true }));

  beforeEach(async () => {
    writeFileSync(zip, 'zip');
    writeFileSync(source, 'code');
    await writeBuildRecord(zip, 'linux-arm64', [relative(PROJECT_ROOT, source)]);
  });

  it('is up to date while nothing changes', async () => {
    expect(await isUpToDate(zip, 'linux-arm64')).toBe(true);
  });

  it('is outdated when a source changes', async () => {
    writeFileSync(source, 'other code');
    expect(await isUpToDate(zip, 'linux-arm64')).toBe(false);
  });

  it('is outdated when a source is deleted', async () => {
    rmSync(source);
    expect(await isUpToDate(zip, 'linux-arm64')).toBe(false);
  });

  it('is outdated when the zip changes', async () => {
    writeFileSync(zip, 'half a z');
    expect(await isUpToDate(zip, 'linux-arm64')).toBe(false);
  });

  it('is outdated for another platform', async () => {
    expect(await isUpToDate(zip, 'linux-x64')).toBe(false);
  });

  it('is outdated when its record cannot be read', async () => {
    writeFileSync(`${zip}.build.json`, '{');
    expect(await isUpToDate(zip, 'linux-arm64')).toBe(false);
  });
});

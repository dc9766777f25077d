import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findImageMagick, findPillow } from '../../../scripts/bench/peers/find-peers';

const { PATH } = process.env;
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
  process.env.PATH = folder;
});

afterEach(() => {
  process.env.PATH = PATH;
  rmSync(folder, { recursive: true, force: true });
});

function install(name: string, says: string): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\necho '${says}'\n`);
  chmodSync(path, 0o755);
  return path;
}

it('finds a program and its version', async () => {
  const path = install('convert', 'Version: ImageMagick 6.9.11-60 Q16 x86_64');
  expect((await findImageMagick()).found).toEqual({ path, version: '6.9.11-60' });
});

it('ignores another program of the same name', async () => {
  install('convert', 'converts units');
  expect((await findImageMagick()).found).toBeUndefined();
});

it('says how to install a missing program', async () => {
  expect(await findPillow()).toEqual({ name: 'Pillow', howToInstall: 'apt-get install python3-pil' });
});

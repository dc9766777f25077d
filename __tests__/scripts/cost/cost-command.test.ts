import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../../..');
const cost = (...words: string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'scripts/darkroom.ts', 'cost', ...words], {
    cwd: root,
  });

it('prints the bill by service, the price of a million images, assumptions and alternatives', async () => {
  const { stdout } = await cost('--uploads', '2000/day', '--size', '4MB', '--compare');
  expect(stdout).toMatch(/^service +month 1 +month 12 +month 14 +a million images$/m);
  expect(stdout).toMatch(/^Total +\$\d/m);
  expect(stdout).toContain('list prices of 20');
  expect(stdout).toMatch(
    /^The most expensive hour can cost \$\d.*; with MAX_IMAGES_PER_HOUR=10000 it could cost \$\d/m,
  );
  expect(stdout).toMatch(/^1769 MB \(planned\)/m);
  expect(stdout).toMatch(/^webp \(planned\)/m);
}, 60_000);

it('prints one JSON document with --json', async () => {
  const { stdout } = await cost('--json', '--region', 'eu-central-1', '--ms', '500');
  expect(JSON.parse(stdout)).toMatchObject({
    currency: 'USD',
    prices: { region: 'eu-central-1' },
    terms: { ms: 500 },
    workload: { uploadsPerDay: 2000, bytes: 4_000_000 },
  });
}, 60_000);

import type { Finding } from '../../../scripts/bench/report/finding';
import { benchmarksPage } from '../../../scripts/bench/report/markdown';
import type { StoredFinding } from '../../../scripts/bench/report/stored-findings';
import type { Section } from '../../../scripts/bench/sections/section';

const FINDING: Finding = {
  how: 'By looking.',
  tables: [{ columns: ['photo', 'CPU'], rows: [['12 MP', '58 ms']] }],
  goals: [
    { what: 'Render', reached: 1.02, limit: 1.05 },
    { what: 'Throughput', reached: 1.5, limit: 1.8, atLeast: true },
    { what: 'Zip', reached: 8.9, limit: 9.5, unit: ' MB' },
  ],
  remarks: ['jimp is not installed.'],
};

const SECTION: Section = { letter: 'a', title: 'Render, all of it', run: async () => FINDING };
const STORED: StoredFinding = {
  date: '2026-11-21',
  machine: '2 cores',
  finding: FINDING,
  before: { Render: 1.03 },
};

const page = benchmarksPage([SECTION, { ...SECTION, letter: 'b', title: 'Unmeasured' }], { a: STORED });
const lineWith = (text: string) => page.split('\n').find((line) => line.includes(text));

it('states date and machine of the measurements', () => {
  expect(page).toContain('Measured on 2026-11-21 on 2 cores.');
});

it('compares goals with the values of this and the previous run', () => {
  expect(lineWith(') Render |')).toBe('| [a](#a-render-all-of-it) Render | ≤ 1.05 | **1.02** | 1.03 | yes |');
});

it('supports goals with a lower limit', () => {
  expect(lineWith('Throughput')).toContain('| ≥ 1.80 | **1.50** |  | not yet |');
});

it('writes units after numbers that are not ratios', () => {
  expect(lineWith('Zip')).toContain('| ≤ 9.50 MB | **8.90 MB** |');
});

it('contains method, table and remarks of a section', () => {
  expect(page).toContain('## a. Render, all of it\n\nBy looking.');
  expect(page).toContain('| photo | CPU |\n| --- | --- |\n| 12 MP | 58 ms |');
  expect(page).toContain('* jimp is not installed.');
});

it('omits sections without a measurement', () => {
  expect(page).not.toContain('Unmeasured');
});

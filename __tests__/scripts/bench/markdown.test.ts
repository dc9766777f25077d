import type { Finding } from '../../../scripts/bench/finding';
import { benchmarksPage, markdownTable } from '../../../scripts/bench/report/markdown';
import type { StoredFinding } from '../../../scripts/bench/report/stored-findings';
import type { Section } from '../../../scripts/bench/section';

const FINDING: Finding = {
  how: 'By looking.',
  tables: [{ columns: ['photo', 'CPU'], rows: [['12 MP', '58 ms']] }],
  charts: [{ title: 'CPU', unit: 'times', bars: [{ label: 'ours', value: 1 }] }],
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

it('says when and on what was measured', () => {
  expect(page).toContain('Measured on 2026-11-21 on 2 cores.');
});

it('holds goals against what was reached, now and in the run before', () => {
  expect(lineWith(') Render |')).toBe('| [a](#a-render-all-of-it) Render | ≤ 1.05 | **1.02** | 1.03 | yes |');
});

it('knows goals that want more, not less', () => {
  expect(lineWith('Throughput')).toContain('| ≥ 1.80 | **1.50** |  | not yet |');
});

it('writes units after numbers that are no ratios', () => {
  expect(lineWith('Zip')).toContain('| ≤ 9.50 MB | **8.90 MB** |');
});

it('tells how, in numbers, in a chart and in remarks', () => {
  expect(page).toContain('## a. Render, all of it\n\nBy looking.');
  expect(page).toContain(markdownTable({ columns: ['photo', 'CPU'], rows: [['12 MP', '58 ms']] }));
  expect(page).toContain('![CPU](benchmarks/a.svg)');
  expect(page).toContain('* jimp is not installed.');
});

it('leaves out what was never measured', () => {
  expect(page).not.toContain('Unmeasured');
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Finding } from '../../../scripts/bench/report/finding';
import { readFindings, storeFinding } from '../../../scripts/bench/report/stored-findings';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bench-'));
  file = join(folder, 'cache', 'findings.json');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const found = (reached: number) => {
  const goals = [{ what: 'Render', reached, limit: 1.05 }];
  const finding: Finding = { how: '', tables: [], goals, remarks: [] };
  return { date: '2026-11-21', machine: '2 cores', finding };
};

it('starts empty', () => {
  expect(readFindings(file)).toEqual({});
});

it('stores several sections', () => {
  storeFinding('a', found(1.02), file);
  storeFinding('b', found(2), file);
  expect(Object.keys(readFindings(file))).toEqual(['a', 'b']);
});

it('keeps the values of the previous run', () => {
  storeFinding('a', found(1.02), file);
  storeFinding('a', found(1.04), file);
  const { a } = readFindings(file);
  expect(a?.before).toEqual({ Render: 1.02 });
  expect(a?.finding.goals[0]?.reached).toBe(1.04);
});

import type { Audit } from './audit';
import type { ChaosReport, ChaosRun } from './run-chaos';

/** Findings listed in a report. */
const MAX_FINDINGS = 20;

const ROWS: ReadonlyArray<readonly [label: string, field: Exclude<keyof Audit, 'findings'>]> = [
  ['uploads', 'uploads'],
  ['  with a correct record', 'recorded'],
  ['  in the dead-letter queue', 'deadLettered'],
  ['  with a wrong record', 'wrong'],
  ['  lost', 'lost'],
  ['dead-letter messages', 'deadLetters'],
  ['events', 'events'],
  ['  wrong', 'wrongEvents'],
  ['records without an event', 'unannounced'],
  ['orphaned previews', 'orphanPreviews'],
];

/** The report as lines of text. */
export function reportLines({ seed, seconds, runs, isAsPromised }: ChaosReport): string[] {
  return [
    `Seed ${seed}, ${seconds} s.`,
    ...runs.flatMap(runLines),
    isAsPromised ? 'Every upload is accounted for.' : 'The guarantees were violated.',
  ];
}

const BUCKETS: Readonly<Record<ChaosRun['kind'], string>> = {
  versioned: 'A bucket with versions',
  unversioned: 'A bucket without versions',
  suspended: 'A bucket with versions suspended',
};

function runLines(run: ChaosRun): string[] {
  const { kind, seconds, faults, kills, afterFaults, afterReconcile, afterRedrive } = run;
  const audits = [afterFaults, afterReconcile, afterRedrive];
  const cells = (values: readonly (string | number)[]) =>
    values.map((value) => `${value}`.padStart(17)).join('');
  const table = ROWS.map(
    ([label, field]) => label.padEnd(30) + cells(audits.map((audited) => audited[field])),
  );
  const findings = audits.flatMap((audited) => audited.findings).slice(0, MAX_FINDINGS);
  return [
    '',
    `${BUCKETS[kind]}, ${seconds} s`,
    `Injected faults: ${listOf(faults)}.`,
    `Killed processes: ${listOf(kills)}.`,
    '',
    ' '.repeat(30) + cells(['after the faults', 'after reconcile', 'after redrive']),
    ...table,
    '',
    ...findings,
  ];
}

const listOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none';

import type { Audit } from './audit';
import type { ChaosReport } from './run-chaos';

/** Findings that a report spells out. */
const MAX_FINDINGS = 20;

const ROWS: ReadonlyArray<readonly [label: string, field: Exclude<keyof Audit, 'findings'>]> = [
  ['uploads', 'uploads'],
  ['  in their terminal record', 'recorded'],
  ['  waiting as dead letters', 'deadLettered'],
  ['  in a wrong state', 'wrong'],
  ['  lost', 'lost'],
  ['dead-letter messages', 'deadLetters'],
  ['events seen', 'events'],
  ['  untrue', 'untrueEvents'],
  ['records nobody was told of', 'untold'],
  ['orphan previews', 'orphanPreviews'],
];

/** A report as people read it. */
export function reportText(report: ChaosReport): string {
  const { seed, seconds, afterStorm, afterReconcile, afterRedrive } = report;
  const audits = [afterStorm, afterReconcile, afterRedrive];
  const cells = (values: readonly (string | number)[]) =>
    values.map((value) => `${value}`.padStart(17)).join('');
  const table = ROWS.map(
    ([label, field]) => label.padEnd(30) + cells(audits.map((audited) => audited[field])),
  );
  const findings = audits.flatMap((audited) => audited.findings).slice(0, MAX_FINDINGS);
  return [
    `Seed ${seed}, ${seconds} s.`,
    `What went wrong on purpose: ${listOf(report.faults)}.`,
    `Processes died ${listOf(report.kills)}.`,
    '',
    ' '.repeat(30) + cells(['after the storm', 'after reconcile', 'after redrive']),
    ...table,
    '',
    ...findings,
    report.isAsPromised ? 'Nothing is lost, wrong or untold.' : 'This is not as promised.',
  ].join('\n');
}

const listOf = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .toSorted(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ') || 'none';

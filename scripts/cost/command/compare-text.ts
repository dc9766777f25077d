import { dollars } from '../../cli/quantities';
import { textTable } from '../../cli/text-table';
import type { Alternative } from '../bill/compare';

/** The comparison as text. */
export const comparisonLines = (
  memory: readonly Alternative[],
  formats: readonly Alternative[],
): string[] => [
  '',
  ...alternativesTable('memory', memory),
  '',
  'A photo uses one core, which corresponds to 1769 MB. With less memory, large progressive or AVIF photos are rejected.',
  '',
  ...alternativesTable('format', formats),
];

const alternativesTable = (what: string, alternatives: readonly Alternative[]): string[] =>
  textTable({
    columns: [
      what,
      'ms an upload',
      'uploads a second',
      'kB of previews',
      'Lambda, month 12',
      'total, month 12',
    ],
    rows: alternatives.map(({ name, isPlanned, ms, perSecond, previewBytes, lambda, total }) => [
      isPlanned ? `${name} (planned)` : name,
      ms.toFixed(0),
      perSecond.toFixed(1),
      (previewBytes / 1000).toFixed(0),
      dollars(lambda),
      dollars(total),
    ]),
  });

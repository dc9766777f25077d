import { type ImageRecord, isDeletion } from '../../lambda/domain/image-record';
import { previewKeysOf } from '../../lambda/domain/previews/preview-files';
import type { UploadEvent } from '../../lambda/domain/upload';
import { isSameObject, versionSegmentOf } from '../../lambda/domain/upload-identity';
import { newestFirst } from '../../lambda/domain/versions/sequencer';
import type { BusEvent } from '../../local/event-bus/event-bus';
import { eventProblem } from './check-event';
import { recordProblem } from './check-record';
import type { MadeUpload } from './key-versions';
import type { Stored } from './stored';
import type { MadeKey } from './uploader';

/** The outcome of each upload of a run. The first four counts add up to all uploads. */
export interface Audit {
  readonly uploads: number;
  /** Uploads with the correct final record. */
  readonly recorded: number;
  /** Uploads without it that have a message in the dead-letter queue. */
  readonly deadLettered: number;
  /** Uploads with a wrong final record. */
  readonly wrong: number;
  /** Uploads with neither a final record nor a message. */
  readonly lost: number;
  /** Messages in the dead-letter queue. */
  readonly deadLetters: number;
  /** Records without an event. */
  readonly unannounced: number;
  readonly events: number;
  /** Events that do not match an upload or a deletion. */
  readonly wrongEvents: number;
  /** Previews that no record lists. */
  readonly orphanPreviews: number;
  /** A sentence about each problem. */
  readonly findings: readonly string[];
}

/** Compares everything stored and published with the uploads and deletions of a run. */
export function audit(made: readonly MadeKey[], stored: Stored, events: readonly BusEvent[]): Audit {
  const announced = new Set(events.map(announcementOf));
  const verdicts = made.flatMap((key) => verdictsOf(key, stored, announced));
  const wrongEvents = events
    .map((event) => eventProblem(event, made))
    .filter((problem) => problem !== undefined);
  const countOf = (place: Verdict['place']) => verdicts.filter((verdict) => verdict.place === place).length;
  return {
    uploads: made.reduce((sum, { uploads }) => sum + uploads.length, 0),
    recorded: countOf('recorded') + countOf('unannounced'),
    deadLettered: countOf('dead-lettered'),
    wrong: countOf('wrong'),
    lost: countOf('lost'),
    deadLetters: stored.deadLetters.length,
    unannounced: countOf('unannounced') + countOf('deletion-unannounced'),
    events: events.length,
    wrongEvents: wrongEvents.length,
    orphanPreviews: orphansOf(stored).length,
    findings: [...verdicts.flatMap(({ finding }) => finding ?? []), ...wrongEvents],
  };
}

interface Verdict {
  readonly place: 'recorded' | 'unannounced' | 'deletion-unannounced' | 'dead-lettered' | 'wrong' | 'lost';
  readonly finding?: string;
}

function verdictsOf(made: MadeKey, stored: Stored, announced: ReadonlySet<string>): Verdict[] {
  const { key, uploads, isDeleted } = made;
  const letters = stored.deadLetters.filter((letter) => letter.key === key);
  const rows = newestFirst(stored.records.filter((record) => record.key === key));
  const verdicts = uploads.map((upload): Verdict => {
    const record = recordOf(upload, uploads, rows);
    const problem = recordProblem(record, upload, stored.previews) ?? orderProblem(record, upload, rows);
    const isExcused = letters.some((letter) => isAbout(letter, upload));
    const subject = `${key} (version ${versionSegmentOf(upload)})`;
    if (problem === undefined) {
      if (isExcused || isAnnounced(upload, announced)) return { place: 'recorded' };
      return { place: 'unannounced', finding: `${subject} is ${record?.processingStatus}, but has no event` };
    }
    if (isExcused) return { place: 'dead-lettered' };
    return { place: isTerminal(record) ? 'wrong' : 'lost', finding: `${subject}: ${problem}` };
  });
  const isRemovalExcused = letters.some(({ kind }) => kind !== 'created');
  if (!isDeleted || isRemovalExcused || announced.has(`Image Deleted ${key}`)) return verdicts;
  return [...verdicts, { place: 'deletion-unannounced', finding: `${key} was deleted, but has no event` }];
}

/**
 * The record of an upload. In a bucket without versions, uploads of the same bytes are distinguished by their fate: at
 * most one of them is current.
 */
function recordOf(
  upload: MadeUpload,
  uploads: readonly MadeUpload[],
  rows: readonly ImageRecord[],
): ImageRecord | undefined {
  const own = rows.filter((row) => !isDeletion(row) && isSameObject(row, upload));
  const current = uploads.find(({ fate }) => fate === 'current');
  const equalsCurrent = current !== undefined && current !== upload && isSameObject(current, upload);
  // The newest of equal records belongs to the current object.
  return equalsCurrent ? own[1] : own[0];
}

/** The record of the current object must be the newest. */
const orderProblem = (
  record: ImageRecord | undefined,
  { fate }: MadeUpload,
  [newest]: readonly ImageRecord[],
): string | undefined =>
  fate === 'current' && record !== newest
    ? `it is current, but the newest record is ${newest?.processingStatus} of version ${newest && versionSegmentOf(newest)}`
    : undefined;

/** Whether the guarantees hold. Dead letters are allowed, and orphaned previews until they are reconciled. */
export const isAsPromised = ({ uploads, recorded, deadLettered, ...audited }: Audit): boolean =>
  recorded + deadLettered === uploads && audited.unannounced === 0 && audited.wrongEvents === 0;

/** A dead letter of an upload excuses its version; one of a removal excuses every upload of the key. */
const isAbout = (letter: UploadEvent, upload: MadeUpload): boolean =>
  letter.kind !== 'created' || isSameObject(letter, upload);

const isTerminal = (record: ImageRecord | undefined): boolean =>
  record !== undefined && record.processingStatus !== 'PROCESSING';

const announcementOf = ({ 'detail-type': type, detail }: BusEvent): string =>
  type === 'Image Deleted' ? `${type} ${detail.key}` : `${type} ${detail.key} ${versionSegmentOf(detail)}`;

/** Only the current and the kept versions need an event. A newer state may have overtaken the others. */
function isAnnounced(
  { key, expected, fate, ...upload }: MadeUpload,
  announced: ReadonlySet<string>,
): boolean {
  if (fate !== 'current' && fate !== 'kept') return true;
  // A replaced empty object has no event.
  if (fate === 'kept' && expected.status === 'FAILED' && expected.code === 'EMPTY_OBJECT') return true;
  const type = expected.status === 'COMPLETED' ? 'Completed' : 'Failed';
  return announced.has(`Image Processing ${type} ${key} ${versionSegmentOf(upload)}`);
}

function orphansOf({ records, previews }: Stored): string[] {
  const named = new Set(records.flatMap(previewKeysOf));
  return [...previews.keys()].filter((key) => !named.has(key));
}

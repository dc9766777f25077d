import type { ImageRecord } from '../../lambda/domain/image-record';
import type { UploadEvent } from '../../lambda/domain/upload';
import type { BusEvent } from '../../local/event-bus/event-bus';
import { eventProblem } from './check-event';
import { recordProblem } from './check-record';
import type { Stored } from './stored';
import type { MadeKey, MadeUpload } from './uploader';

/** The outcome of each upload of a run. The first four counts add up to all uploads. */
export interface Audit {
  readonly uploads: number;
  /** Uploads with the correct final record. */
  readonly recorded: number;
  /** Uploads without it that have a message in the dead-letter queue. */
  readonly deadLettered: number;
  /** Uploads with a wrong final record. */
  readonly wrong: number;
  /** Uploads with neither. */
  readonly lost: number;
  /** Messages in the dead-letter queue. */
  readonly deadLetters: number;
  /** Records without an event. */
  readonly unannounced: number;
  readonly events: number;
  /** Events that do not match what was done. */
  readonly wrongEvents: number;
  /** Previews that no record lists. */
  readonly orphanPreviews: number;
  /** A sentence about each problem. */
  readonly findings: readonly string[];
}

/** Compares everything stored and published with what was done. */
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

function verdictsOf(
  { key, uploads, isDeleted }: MadeKey,
  stored: Stored,
  announced: ReadonlySet<string>,
): Verdict[] {
  const letters = stored.deadLetters.filter((letter) => letter.key === key);
  const records = stored.records.filter((record) => record.key === key && record.attempts !== undefined);
  const verdicts = uploads.map((upload): Verdict => {
    const record = records.find(({ versionId }) => versionId === upload.versionId);
    const problem = record ? recordProblem(record, upload, stored.previews) : missingProblem(upload);
    const isExcused = letters.some((letter) => isAbout(letter, upload));
    const subject = `${key} (version ${upload.versionId})`;
    if (problem === undefined) {
      if (isExcused || isAnnounced(record, upload, announced)) return { place: 'recorded' };
      return { place: 'unannounced', finding: `${subject} is ${record?.processingStatus}, but has no event` };
    }
    if (isExcused) return { place: 'dead-lettered' };
    return { place: isTerminal(record) ? 'wrong' : 'lost', finding: `${subject}: ${problem}` };
  });
  const isRemovalExcused = letters.some(({ kind }) => kind !== 'created');
  if (!isDeleted || isRemovalExcused || announced.has(`Image Deleted ${key}`)) return verdicts;
  return [...verdicts, { place: 'deletion-unannounced', finding: `${key} was deleted, but has no event` }];
}

/** A version that was removed for good takes its record with it. */
const missingProblem = ({ removed }: MadeUpload): string | undefined =>
  removed === 'version-removed' ? undefined : 'there is no record';

/** Whether the guarantees hold. Dead letters are allowed, and orphaned previews until they are reconciled. */
export const isAsPromised = ({ uploads, recorded, deadLettered, ...audited }: Audit): boolean =>
  recorded + deadLettered === uploads && audited.unannounced === 0 && audited.wrongEvents === 0;

/** A dead letter of an upload excuses its own version; one of a removal, what should be gone. */
const isAbout = (letter: UploadEvent, upload: MadeUpload): boolean =>
  letter.kind === 'created' ? letter.versionId === upload.versionId : upload.removed !== undefined;

const isTerminal = (record: ImageRecord | undefined): boolean =>
  record !== undefined && record.processingStatus !== 'PROCESSING';

const announcementOf = ({ 'detail-type': type, detail }: BusEvent): string =>
  type === 'Image Deleted' ? `${type} ${detail.key}` : `${type} ${detail.versionId}`;

/** A removed version needs no event, because its removal may have come first. */
function isAnnounced(
  record: ImageRecord | undefined,
  { versionId, removed }: MadeUpload,
  announced: ReadonlySet<string>,
): boolean {
  if (removed) return true;
  const type = record?.processingStatus === 'COMPLETED' ? 'Completed' : 'Failed';
  return announced.has(`Image Processing ${type} ${versionId}`);
}

function orphansOf({ records, previews }: Stored): string[] {
  const named = new Set(records.flatMap((record) => (record.previews ?? []).map(({ key }) => key)));
  return [...previews.keys()].filter((key) => !named.has(key));
}

import type { ImageRecord } from '../../lambda/domain/image-record';
import type { UploadEvent } from '../../lambda/domain/upload';
import type { BusEvent } from '../../local/event-bus/event-bus';
import { untruthOf } from './event-truth';
import { recordFault } from './record-truth';
import type { Stored } from './stored';
import type { MadeKey, MadeUpload } from './uploader';

/** Where each upload of a run is. The first four add up to all of them. */
export interface Audit {
  readonly uploads: number;
  /** In the terminal record that is right for them. */
  readonly recorded: number;
  /** Not there yet, and a message in the dead-letter queue says so. */
  readonly deadLettered: number;
  /** In a terminal record that is not right. */
  readonly wrong: number;
  /** Nowhere. */
  readonly lost: number;
  /** Messages in the dead-letter queue. */
  readonly deadLetters: number;
  /** Recorded, and nobody was told. */
  readonly untold: number;
  readonly events: number;
  /** Events that say what is not so. */
  readonly untrueEvents: number;
  /** Previews that no record names. */
  readonly orphanPreviews: number;
  /** What is wrong, lost, untold or untrue, in sentences. */
  readonly findings: readonly string[];
}

/** Compares everything that is kept, and everything that was told, with what was done. */
export function audit(made: readonly MadeKey[], stored: Stored, events: readonly BusEvent[]): Audit {
  const told = new Set(events.map(tellingOf));
  const verdicts = made.flatMap((key) => verdictsOf(key, stored, told));
  const untruths = events.map((event) => untruthOf(event, made)).filter((untruth) => untruth !== undefined);
  const countOf = (place: Verdict['place']) => verdicts.filter((verdict) => verdict.place === place).length;
  return {
    uploads: made.reduce((sum, { uploads }) => sum + uploads.length, 0),
    recorded: countOf('recorded') + countOf('untold'),
    deadLettered: countOf('dead-lettered'),
    wrong: countOf('wrong'),
    lost: countOf('lost'),
    deadLetters: stored.deadLetters.length,
    untold: countOf('untold') + countOf('deletion-untold'),
    events: events.length,
    untrueEvents: untruths.length,
    orphanPreviews: orphansOf(stored).length,
    findings: [...verdicts.flatMap(({ finding }) => finding ?? []), ...untruths],
  };
}

interface Verdict {
  readonly place: 'recorded' | 'untold' | 'deletion-untold' | 'dead-lettered' | 'wrong' | 'lost';
  readonly finding?: string;
}

function verdictsOf(
  { key, uploads, isDeleted }: MadeKey,
  stored: Stored,
  told: ReadonlySet<string>,
): Verdict[] {
  const letters = stored.deadLetters.filter((letter) => letter.key === key);
  const records = stored.records.filter((record) => record.key === key && record.attempts !== undefined);
  const verdicts = uploads.map((upload): Verdict => {
    const record = records.find(({ versionId }) => versionId === upload.versionId);
    const fault = record ? recordFault(record, upload, stored.previews) : 'there is no record';
    const isExcused = letters.some((letter) => isAbout(letter, upload));
    const subject = `${key} (version ${upload.versionId})`;
    if (fault === undefined) {
      if (isExcused || isToldOf(record, upload, told)) return { place: 'recorded' };
      return { place: 'untold', finding: `${subject} is ${record?.processingStatus}, and no event said so` };
    }
    if (isExcused) return { place: 'dead-lettered' };
    return { place: isTerminal(record) ? 'wrong' : 'lost', finding: `${subject}: ${fault}` };
  });
  const isRemovalExcused = letters.some(({ kind }) => kind !== 'created');
  if (!isDeleted || isRemovalExcused || told.has(`Image Deleted ${key}`)) return verdicts;
  return [...verdicts, { place: 'deletion-untold', finding: `${key} was deleted, and no event said so` }];
}

/** Whether anything is not as promised. Dead letters and, until they are reconciled, orphans are. */
export const isAsPromised = ({ uploads, recorded, deadLettered, ...audited }: Audit): boolean =>
  recorded + deadLettered === uploads && audited.untold === 0 && audited.untrueEvents === 0;

/** A dead letter speaks for its own version; one of a removal, for what should be gone. */
const isAbout = (letter: UploadEvent, upload: MadeUpload): boolean =>
  letter.kind === 'created' ? letter.versionId === upload.versionId : upload.removed !== undefined;

const isTerminal = (record: ImageRecord | undefined): boolean =>
  record !== undefined && record.processingStatus !== 'PROCESSING';

const tellingOf = ({ 'detail-type': type, detail }: BusEvent): string =>
  type === 'Image Deleted' ? `${type} ${detail.key}` : `${type} ${detail.versionId}`;

/** What became of a version that was removed again may have gone untold: its removal came first. */
function isToldOf(
  record: ImageRecord | undefined,
  { versionId, removed }: MadeUpload,
  told: ReadonlySet<string>,
): boolean {
  if (removed) return true;
  const type = record?.processingStatus === 'COMPLETED' ? 'Completed' : 'Failed';
  return told.has(`Image Processing ${type} ${versionId}`);
}

function orphansOf({ records, previews }: Stored): string[] {
  const named = new Set(records.flatMap((record) => (record.previews ?? []).map(({ key }) => key)));
  return [...previews.keys()].filter((key) => !named.has(key));
}

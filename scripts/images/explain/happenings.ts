import type { ImageEventType } from '../../../lambda/domain/image-event';
import {
  type ImageRecord,
  isDeletion,
  type ProcessingStatus,
  type StageTimings,
  versionSegmentOf,
} from '../../../lambda/domain/image-record';
import type { ClaimedRecord } from '../../../lambda/domain/ports';
import { filesOf } from '../../../lambda/domain/previews/preview-files';
import { recipeOf } from '../../../lambda/domain/previews/recipe-book';
import type { Darkroom } from '../../connection/connection';
import type { KnownImage } from './known-image';
import { failureReasonOf } from './failure-reasons';

/** One event of an image, and its outcome. */
export interface Happening {
  readonly what: 'upload' | 'deletion';
  /** ISO 8601: the time of the event. */
  readonly at: string;
  readonly version: string;
  readonly sequencer?: string;
  readonly status: ProcessingStatus;
  readonly decision: string;
  readonly message?: string;
  readonly attempts?: number;
  readonly processedAt?: string;
  readonly durationMs?: number;
  readonly timings?: StageTimings;
  readonly recipe?: { readonly id: string; readonly isCurrent: boolean };
  readonly bytes?: { readonly before: number; readonly after: number };
  readonly previews?: readonly PreviewState[];
  /** The event published to the bus, at least once. */
  readonly event?: ImageEventType;
  readonly emailTo?: string;
}

export interface PreviewState {
  readonly name: string;
  readonly key: string;
  readonly size: number;
  readonly isThere: boolean;
}

type Terms = Pick<Darkroom, 'settings' | 'recipes'>;

/** The events of an image, oldest first. */
export const happeningsOf = (image: KnownImage, darkroom: Terms): Happening[] =>
  image.rows.toReversed().map((row) => happening(row, image, darkroom));

function happening(row: ClaimedRecord, image: KnownImage, darkroom: Terms): Happening {
  const { sequencer, attempts, processedAt, durationMs, timings, recipe, error, size } = row;
  const previews = previewStates(row, image);
  const event = eventOf(row, image);
  const emailTo = event && emailFor(event, darkroom);
  return {
    what: isDeletion(row) ? 'deletion' : 'upload',
    at: new Date(row.timestamp).toISOString(),
    version: versionSegmentOf(row),
    status: row.processingStatus,
    decision: decisionOf(row, image, darkroom),
    ...(sequencer && { sequencer }),
    ...(error && { message: error.message }),
    ...(attempts && { attempts }),
    ...(processedAt && { processedAt }),
    ...(durationMs !== undefined && { durationMs }),
    ...(timings && { timings }),
    ...(recipe && { recipe: { id: recipe, isCurrent: recipe === recipeOf(darkroom.recipes, row.key).id } }),
    ...(previews && { previews }),
    ...(previews && size && { bytes: { before: size, after: previews.reduce((sum, p) => sum + p.size, 0) } }),
    ...(event && { event }),
    ...(emailTo && { emailTo }),
  };
}

const previewStates = ({ previews }: ImageRecord, image: KnownImage): PreviewState[] | undefined =>
  previews?.flatMap((preview) =>
    filesOf(preview).map(({ key, format, size }) => {
      const name = preview.files ? `${preview.name} as ${format}` : preview.name;
      return { name, key, size, isThere: image.previews.has(key) };
    }),
  );

function decisionOf(row: ClaimedRecord, image: KnownImage, { settings }: Terms): string {
  const [newest] = image.rows;
  if (isDeletion(row)) {
    return row === newest ? 'DELETED: no newer event of the key is recorded' : 'DELETED, then uploaded again';
  }
  const stored = image.versions.find(({ versionId }) => versionId === row.versionId);
  switch (row.processingStatus) {
    case 'FAILED':
      return `FAILED ${row.error?.code ?? ''}: ${failureReasonOf(row, settings, stored?.size)}`;
    case 'DELETED':
      return 'DELETED: a newer event, by its sequencer, removed it';
    case 'PROCESSING':
      return processingState(row);
    default:
      return row === newest
        ? 'COMPLETED: the newest version'
        : 'COMPLETED: superseded by a newer version or event';
  }
}

function processingState({ claim }: ClaimedRecord): string {
  if (!claim) return 'PROCESSING: no attempt has claimed it';
  const until = new Date(claim.until).toISOString();
  return claim.until >= Date.now()
    ? `PROCESSING: claimed by message ${claim.holder} until ${until}`
    : `PROCESSING: the attempt died; it was claimed by message ${claim.holder} until ${until}`;
}

/** The event that a row led to. A version that a deletion marked as DELETED has none of its own. */
function eventOf(row: ClaimedRecord, { rows }: KnownImage): ImageEventType | undefined {
  if (row.processingStatus === 'COMPLETED') return 'Image Processing Completed';
  if (row.processingStatus === 'FAILED') return 'Image Processing Failed';
  return isDeletion(row) && row === rows[0] ? 'Image Deleted' : undefined;
}

function emailFor(
  event: ImageEventType,
  { settings: { NOTIFICATION_EMAIL, NOTIFY_ON } }: Terms,
): string | undefined {
  return NOTIFY_ON === 'all' || event === 'Image Processing Failed' ? NOTIFICATION_EMAIL : undefined;
}

import { previewKeysOf } from '../../../lambda/domain/previews/preview-files';
import { counted, formatNumber } from '../../cli/quantities';
import type { Darkroom } from '../../connection/connection';
import type { ObjectVersion } from '../../connection/object-versions';
import { adviceFor } from './advice';
import { type Happening, happeningsOf, type PreviewState } from './happenings';
import type { KnownImage } from './known-image';

const iso = (epochMs: number): string => new Date(epochMs).toISOString();

/** Everything known about an upload, for programs. */
export function explanation(image: KnownImage, darkroom: Darkroom) {
  return {
    key: image.key,
    imageId: image.imageId,
    bucket: darkroom.sourceBucket,
    status: statusOf(image),
    ...(image.rows[0]?.userId && { userId: image.rows[0].userId }),
    ...(image.forgottenAt !== undefined && { forgottenAt: iso(image.forgottenAt) }),
    happenings: happeningsOf(image, darkroom),
    versions: image.versions,
    unnamedPreviews: unnamedPreviews(image),
    deadLetters: image.deadLetters.map(({ messageId, sentAt }) => ({ messageId, sentAt })),
    advice: adviceFor(image, darkroom),
  };
}

function statusOf({ rows: [newest], forgottenAt }: KnownImage): string {
  if (newest) return newest.processingStatus;
  return forgottenAt === undefined ? 'UNRECORDED' : 'FORGOTTEN';
}

export type Explanation = ReturnType<typeof explanation>;

function unnamedPreviews({ rows, previews }: KnownImage): string[] {
  const named = new Set(rows.flatMap(previewKeysOf));
  return [...previews.keys()].filter((key) => !named.has(key));
}

/** An explanation as text. */
export function pageOf(known: Explanation): string[] {
  const { userId, forgottenAt, versions, deadLetters } = known;
  return [
    known.key,
    `  image ${known.imageId} in ${known.bucket}${userId ? `, of user ${userId}` : ''}: ${known.status}`,
    ...(forgottenAt ? [`  forgotten at ${forgottenAt}: late events are ignored`] : []),
    '',
    'Events, oldest first',
    ...orNothing(known.happenings.flatMap(happeningLines)),
    '',
    'Stored',
    ...orNothing(versions.map(versionLine)),
    ...known.unnamedPreviews.map((key) => `  ${key}: a preview that no record lists`),
    '',
    'Dead-letter queue',
    ...orNothing(
      deadLetters.map(
        ({ messageId, sentAt }) => `  message ${messageId}${sentAt ? `, sent ${iso(sentAt)}` : ''}`,
      ),
    ),
    '',
    'What to do',
    ...orNothing(known.advice.map((line) => `  ${line}`)),
  ];
}

const orNothing = (lines: readonly string[]): readonly string[] => (lines.length > 0 ? lines : ['  nothing']);

function happeningLines(event: Happening, index: number): string[] {
  const { what, at, version, sequencer, decision, message, previews = [], emailTo } = event;
  return [
    `  ${index + 1}. ${at}  ${what} of version ${version}${sequencer ? `, sequencer ${sequencer}` : ''}`,
    `     ${decision}`,
    ...(message ? [`     “${message}”`] : []),
    ...workLine(event),
    ...(event.recipe
      ? [`     recipe ${event.recipe.id}: ${event.recipe.isCurrent ? 'current' : 'outdated'}`]
      : []),
    ...bytesLine(event),
    ...previews.map(previewLine),
    ...(event.event
      ? [`     announced as “${event.event}”${emailTo ? `, by e-mail to ${emailTo}` : ''}`]
      : []),
  ];
}

function workLine({ attempts, processedAt, durationMs, timings }: Happening): string[] {
  if (!attempts) return [];
  const took = durationMs === undefined ? '' : ` in ${formatNumber(durationMs)} ms`;
  const stages = Object.entries(timings ?? {}).map(([stage, ms]) => `${stage} ${ms}`);
  const detail = stages.length > 0 ? ` (${stages.join(', ')})` : '';
  return [
    `     ${counted(attempts, 'attempt')}${processedAt ? `, done ${processedAt}` : ''}${took}${detail}`,
  ];
}

function bytesLine({ bytes, previews = [] }: Happening): string[] {
  if (!bytes) return [];
  const share = ((100 * bytes.after) / bytes.before).toFixed(1);
  return [
    `     ${formatNumber(bytes.before)} bytes, ${formatNumber(bytes.after)} in ${counted(previews.length, 'preview')} (${share} %)`,
  ];
}

const previewLine = ({ name, size, isThere }: PreviewState): string =>
  `       ${name}  ${formatNumber(size)} bytes${isThere ? '' : '  MISSING'}`;

function versionLine(version: ObjectVersion): string {
  const { versionId, isLatest, isDeleteMarker, size, lastModified, storageClass } = version;
  const what = isDeleteMarker
    ? 'delete marker'
    : `${formatNumber(size)} bytes${storageClass ? ` in ${storageClass}` : ''}`;
  return `  version ${versionId}${isLatest ? ' (current)' : ''}: ${what}, ${iso(lastModified)}`;
}

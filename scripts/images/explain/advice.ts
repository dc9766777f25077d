import { isDeletion } from '../../../lambda/domain/image-record';
import { previewKeysOf } from '../../../lambda/domain/previews/preview-files';
import { recipeOf } from '../../../lambda/domain/previews/recipe-book';
import { arePreviewsExpired, previewLifeOf } from '../../../lambda/domain/previews/stored-previews';
import { shellQuoted } from '../../cli/shell-quoted';
import type { Darkroom } from '../../connection/connection';
import { recordLifeOf } from '../../connection/recorded-originals';
import { imageOf } from '../../connection/source-images';
import { checkImage } from '../../reconcile/check-image';
import type { KnownImage } from './known-image';
import { failureReasonOf } from './failure-reasons';

type Terms = Pick<Darkroom, 'settings' | 'recipes'>;

/** The actions to recommend for an image; empty when all is well. */
export function adviceFor(image: KnownImage, darkroom: Terms): string[] {
  return [
    ...aboutDeadLetters(image),
    ...aboutMissingRecord(image),
    ...aboutCurrentVersion(image, darkroom),
    ...aboutNewestRow(image, darkroom),
    ...aboutPreviews(image, darkroom),
  ];
}

function aboutDeadLetters({ deadLetters }: KnownImage): string[] {
  return deadLetters.length > 0
    ? ['Fix the cause of the failed attempts (see the log of the function), then: npm run images -- redrive']
    : [];
}

function aboutMissingRecord({ rows, versions, key, forgottenAt, deadLetters }: KnownImage): string[] {
  // With a dead letter, redriving is the advice.
  if (rows.length > 0 || deadLetters.length > 0) return [];
  const isStored = versions.some(({ isLatest, isDeleteMarker }) => isLatest && !isDeleteMarker);
  if (isStored) {
    return [
      `It has not been processed. If it is not in the queue: npm run images -- apply --prefix ${shellQuoted(key)} --status UNRECORDED`,
    ];
  }
  return forgottenAt === undefined ? ['Nothing is known about this key. Check the spelling.'] : [];
}

/** The newest row must belong to the current object, and every row to an existing version. */
function aboutCurrentVersion({ imageId, key, rows, versions }: KnownImage, { settings }: Terms): string[] {
  if (rows.length === 0) return [];
  const [source] = imageOf(versions);
  const image = source ?? { key, versions: new Map<string, string>() };
  const patience = {
    now: Date.now(),
    graceMs: 0,
    previewLifeMs: Number.POSITIVE_INFINITY,
    recordLifeMs: recordLifeOf(settings),
    isImported: settings.SOURCE_BUCKET !== undefined,
  };
  // `aboutPreviews` checks the previews.
  const findings = checkImage({ imageId, rows, previews: namedPreviews(rows), ...image }, patience);
  return findings.some(({ kind }) => kind !== 'stuck')
    ? [
        'The records do not agree with the bucket. If its events are not on their way: npm run reconcile -- --fix',
      ]
    : [];
}

const namedPreviews = (rows: KnownImage['rows']): string[] => rows.flatMap(previewKeysOf);

function aboutNewestRow({ rows: [newest], key }: KnownImage, { settings, recipes }: Terms): string[] {
  if (!newest || isDeletion(newest)) return [];
  const { processingStatus, error, recipe, claim } = newest;
  if (processingStatus === 'FAILED') {
    const isAdmittedNow = failureReasonOf(newest, settings)?.includes('admits') ?? false;
    const retry = `npm run images -- apply --status FAILED --prefix ${shellQuoted(key)}`;
    if (isAdmittedNow || error?.code === 'PROCESSING_TIMEOUT') return [`Retry it: ${retry}`];
    return [`Upload a valid file under the same key. If the limits have changed: ${retry}`];
  }
  if (processingStatus === 'PROCESSING' && (claim?.until ?? 0) < Date.now()) {
    return ['If this does not change within 15 minutes: npm run reconcile -- --fix'];
  }
  const isOutdated =
    processingStatus === 'COMPLETED' && recipe !== recipeOf(recipes, key).id && !isExpired(newest, settings);
  return isOutdated ? [`Apply the current recipe: npm run images -- apply --prefix ${shellQuoted(key)}`] : [];
}

function aboutPreviews({ rows, previews, key }: KnownImage, { settings }: Terms): string[] {
  const lacking = rows.filter((row) => previewKeysOf(row).some((preview) => !previews.has(preview)));
  const isNewestExpired = lacking.some((row) => row === rows[0] && isExpired(row, settings));
  return [
    ...(isNewestExpired
      ? [
          `Its previews have expired. To make them again: npm run images -- apply --status EXPIRED --prefix ${shellQuoted(key)}`,
        ]
      : []),
    ...(lacking.some((row) => !isExpired(row, settings))
      ? ['Previews are missing: npm run reconcile -- --fix']
      : []),
  ];
}

const isExpired = (row: KnownImage['rows'][number], { PREVIEW_EXPIRATION_DAYS: days }: Terms['settings']) =>
  arePreviewsExpired(row, { now: Date.now(), previewLifeMs: previewLifeOf(days) });

import { isDeletion } from '../../../lambda/domain/image-record';
import type { Darkroom } from '../../connection/connection';
import type { KnownImage } from './known-image';
import { ruleOf } from './rules';

type Terms = Pick<Darkroom, 'settings' | 'recipeId'>;

/** What a person may do about an image as it is. Nothing, when all is well. */
export function adviceFor(image: KnownImage, darkroom: Terms): string[] {
  return [
    ...aboutDeadLetters(image),
    ...aboutMissingRecord(image),
    ...aboutNewestRow(image, darkroom),
    ...aboutPreviews(image),
  ];
}

function aboutDeadLetters({ deadLetters }: KnownImage): string[] {
  return deadLetters.length > 0
    ? ['Mend what made the attempts fail (the function’s log names it), then: npm run images -- redrive']
    : [];
}

function aboutMissingRecord({ rows, versions, key, forgottenAt }: KnownImage): string[] {
  if (rows.length > 0) return [];
  const isStored = versions.some(({ isLatest, isDeleteMarker }) => isLatest && !isDeleteMarker);
  if (isStored) {
    return [
      `Nothing has worked on it. If it is not on its way: npm run images -- apply --prefix ${quoted(key)} --status UNRECORDED`,
    ];
  }
  return forgottenAt === undefined ? ['Nothing is known of this key. Check how it is spelt.'] : [];
}

function aboutNewestRow({ rows: [newest], key }: KnownImage, { settings, recipeId }: Terms): string[] {
  if (!newest || isDeletion(newest)) return [];
  const { processingStatus, error, recipe, claim } = newest;
  if (processingStatus === 'FAILED') {
    const isAdmittedNow = ruleOf(newest, settings)?.includes('admits') ?? false;
    const retry = `npm run images -- apply --status FAILED --prefix ${quoted(key)}`;
    if (isAdmittedNow || error?.code === 'PROCESSING_TIMEOUT') return [`Try it again: ${retry}`];
    return [`Upload a file that can be processed under the same key. After a change of limits: ${retry}`];
  }
  if (processingStatus === 'PROCESSING' && (claim?.until ?? 0) < Date.now()) {
    return ['If nothing changes in a quarter of an hour: npm run reconcile -- --fix'];
  }
  const isOutdated = processingStatus === 'COMPLETED' && recipe !== recipeId;
  return isOutdated ? [`Make it by today’s recipe: npm run images -- apply --prefix ${quoted(key)}`] : [];
}

function aboutPreviews({ rows, previews }: KnownImage): string[] {
  const named = rows.flatMap((row) => row.previews ?? []);
  const missing = named.filter(({ key }) => !previews.has(key));
  return missing.length > 0
    ? ['Previews are missing. Unless they have expired: npm run reconcile -- --fix']
    : [];
}

const quoted = (key: string): string => `'${key.replaceAll("'", "'\\''")}'`;

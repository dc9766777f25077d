import { type PlannedFile, plannedFile } from './pictures';
import { between, chance, pick } from './seeded-choices';

/** The steps of one key of the source bucket, in order. */
export interface PlannedKey {
  readonly key: string;
  readonly steps: readonly PlannedStep[];
}

export type PlannedStep =
  | { readonly kind: 'upload'; readonly file: PlannedFile }
  /** Deletes the object. Its versions remain behind a delete marker. */
  | { readonly kind: 'delete' }
  /** Permanently removes the version before the current one. */
  | { readonly kind: 'remove-old-version' }
  /** Permanently removes the current version, or the delete marker that hides it. Without versions, it deletes. */
  | { readonly kind: 'remove-newest' };

type Story =
  | 'one-upload'
  | 'overwritten'
  | 'deleted'
  | 'deleted-and-back'
  /** Deleted, then the same bytes again. */
  | 'same-again'
  /** Overwritten, then the first bytes again. */
  | 'back-and-forth'
  | 'pruned'
  /** The current version is permanently removed, and its predecessor becomes the image again. */
  | 'rolled-back'
  /** The delete marker is removed, and the image is back. */
  | 'undeleted'
  /** Every version is permanently removed, newest first. */
  | 'emptied';

const STORIES: Readonly<Record<Story, number>> = {
  overwritten: 0.1,
  deleted: 0.05,
  'deleted-and-back': 0.04,
  'same-again': 0.04,
  'back-and-forth': 0.04,
  pruned: 0.03,
  'rolled-back': 0.05,
  undeleted: 0.04,
  emptied: 0.03,
  'one-upload': 0.58,
};

/** Names that need encoding in events, URLs and headers. */
const NAMES = ['IMG', 'Été + sunset (1)', 'photo 100%', '夕焼け', 'a=b&c', '🏔'];

/** Plans all uploads and deletions of a run. They depend only on the seed. */
export function planUploads(seed: number, uploads: number): PlannedKey[] {
  const keys: PlannedKey[] = [];
  let planned = 0;
  while (planned < uploads) {
    const index = keys.length;
    const share = (what: string): number => chance(seed, 'key', index, what);
    const story = pick(share('story'), STORIES) ?? 'one-upload';
    const inStory = story === 'overwritten' ? between(share('count'), 2, 4) : UPLOADS_IN[story];
    const count = Math.min(inStory, uploads - planned);
    const files = Array.from({ length: count }, (_, nth) => plannedFile(seed, planned + fileAt(story, nth)));
    planned += count;
    const name = NAMES[between(share('name'), 0, NAMES.length - 1)];
    const key = `uploads/user-${between(share('user'), 1, 9)}/${name}-${index}.jpg`;
    keys.push({ key, steps: stepsOf(story, files) });
  }
  return keys;
}

const UPLOADS_IN: Readonly<Record<Exclude<Story, 'overwritten'>, number>> = {
  'one-upload': 1,
  deleted: 1,
  'deleted-and-back': 2,
  'same-again': 2,
  'back-and-forth': 3,
  pruned: 2,
  'rolled-back': 2,
  undeleted: 1,
  emptied: 2,
};

/** The index of the file for the nth upload of a story. */
function fileAt(story: Story, nth: number): number {
  if (story === 'same-again') return 0;
  return story === 'back-and-forth' ? nth % 2 : nth;
}

function stepsOf(story: Story, files: readonly PlannedFile[]): PlannedStep[] {
  const uploads = files.map((file): PlannedStep => ({ kind: 'upload', file }));
  const [first, ...later] = uploads;
  if (!first) return [];
  switch (story) {
    case 'deleted':
    case 'deleted-and-back':
    case 'same-again':
      return [first, { kind: 'delete' }, ...later];
    case 'pruned':
      return [...uploads, { kind: 'remove-old-version' }];
    case 'rolled-back':
      return [...uploads, { kind: 'remove-newest' }];
    case 'undeleted':
      return [...uploads, { kind: 'delete' }, { kind: 'remove-newest' }];
    case 'emptied':
      return [...uploads, ...uploads.map((): PlannedStep => ({ kind: 'remove-newest' }))];
    default:
      return uploads;
  }
}

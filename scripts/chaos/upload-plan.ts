import { type PlannedFile, plannedFile } from './pictures';
import { between, chance, pick } from './seed';

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
  | { readonly kind: 'remove-old-version' };

type Story = 'one-upload' | 'overwritten' | 'deleted' | 'deleted-and-back' | 'pruned';

const STORIES: Readonly<Record<Story, number>> = {
  overwritten: 0.1,
  deleted: 0.05,
  'deleted-and-back': 0.03,
  pruned: 0.02,
  'one-upload': 0.8,
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
    const files = Array.from({ length: count }, (_, nth) => plannedFile(seed, planned + nth));
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
  pruned: 2,
};

function stepsOf(story: Story, files: readonly PlannedFile[]): PlannedStep[] {
  const uploads = files.map((file): PlannedStep => ({ kind: 'upload', file }));
  const [first, ...later] = uploads;
  if (!first) return [];
  if (story === 'deleted' || story === 'deleted-and-back') return [first, { kind: 'delete' }, ...later];
  return story === 'pruned' && later.length > 0 ? [...uploads, { kind: 'remove-old-version' }] : [...uploads];
}

import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { ImageCatalog, ImageFilter } from '../../../lambda/domain/ports';
import type { Darkroom } from '../../connection/connection';
import type { SourceObject } from '../../connection/source-objects';
import { outdatedRecords } from './outdated-records';
import type { Selection } from './selection';
import { unrecordedOriginals } from './unrecorded-originals';

/** A place in the walk over a selection, good to go on from. */
export interface Place {
  /** The listing that was being read: one of an index, or the source bucket's own. */
  readonly phase: string;
  /** Its row, as the index has it, or the key. */
  readonly position: Readonly<Record<string, unknown>> | string;
}

interface Selected {
  readonly imageId: string;
  readonly key: string;
  readonly place: Place;
}

export interface RecordedImage extends Selected {
  readonly status: 'COMPLETED' | 'FAILED';
  readonly record: ImageRecord;
}

export interface UnrecordedImage extends Selected {
  readonly status: 'UNRECORDED';
  readonly object: SourceObject;
}

/** An image to be made again, or for the first time. */
export type SelectedImage = RecordedImage | UnrecordedImage;

/** What the walk needs of an environment. */
export type Walked = Pick<Darkroom, 's3' | 'sourceBucket' | 'recipeId'> & {
  readonly catalog: Pick<ImageCatalog, 'history' | 'list'>;
};

interface Walk {
  readonly phase: string;
  readonly begin: (after?: Place['position']) => AsyncGenerator<SelectedImage>;
}

/**
 * The images of a selection, one by one, in little memory: first the records that may be outdated, then the
 * originals that no record knows. Outputs are never among them: keys come from the records of uploads and
 * from below `uploads/`.
 * @param after go on after this place
 */
export async function* selectedImages(
  darkroom: Walked,
  selection: Selection,
  after?: Place,
): AsyncGenerator<SelectedImage> {
  const walks = walksOf(darkroom, selection);
  const resumed = walks.findIndex(({ phase }) => phase === after?.phase);
  for (const { phase, begin } of walks.slice(Math.max(0, resumed))) {
    yield* begin(phase === after?.phase ? after.position : undefined);
  }
}

function walksOf(darkroom: Walked, selection: Selection): Walk[] {
  const walks = recordFilters(selection).map((filter): Walk => {
    const phase = `${filter.by} ${filter.by === 'status' ? filter.status : ''}`;
    return {
      phase,
      begin: (after) =>
        outdatedRecords(darkroom, selection, {
          filter,
          phase,
          ...(typeof after === 'object' && { after }),
        }),
    };
  });
  if (!selection.statuses.includes('UNRECORDED')) return walks;
  const phase = 'originals';
  const begin: Walk['begin'] = (after) =>
    unrecordedOriginals(darkroom, selection, { phase, ...(typeof after === 'string' && { after }) });
  return [...walks, { phase, begin }];
}

/** The listings in which the records of a selection are found. */
function recordFilters({ statuses, user }: Selection): ImageFilter[] {
  const recorded = statuses.filter((status) => status !== 'UNRECORDED');
  if (user !== undefined && recorded.length > 0) return [{ by: 'user', userId: user }];
  return recorded.map((status) => ({ by: 'status', status }));
}

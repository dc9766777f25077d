import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { ImageCatalog, ImageFilter } from '../../../lambda/domain/ports';
import type { Darkroom } from '../../connection/connection';
import type { SourceObject } from '../../connection/source-objects';
import { outdatedRecords } from './outdated-records';
import type { Selection } from './selection';
import { unrecordedOriginals } from './unrecorded-originals';

/** A place in the listing of a selection from which a later run can continue. */
export interface Place {
  /** The listing that was being read: of an index, or of the source bucket. */
  readonly phase: string;
  /** The keys of the row in the index, or the key of the object. */
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

/** An image to process again, or for the first time. */
export type SelectedImage = RecordedImage | UnrecordedImage;

/** The parts of an environment that listing a selection needs. */
export type SelectionSource = Pick<Darkroom, 's3' | 'sourceBucket' | 'recipeId'> & {
  readonly catalog: Pick<ImageCatalog, 'history' | 'list'>;
};

interface Listing {
  readonly phase: string;
  readonly begin: (after?: Place['position']) => AsyncGenerator<SelectedImage>;
}

/**
 * Lists the images of a selection one by one, in little memory: first the records that may be outdated, then
 * the originals without a record. Previews are never among them: keys come from records of uploads and from
 * below `uploads/`.
 * @param after continue after this place
 */
export async function* selectedImages(
  darkroom: SelectionSource,
  selection: Selection,
  after?: Place,
): AsyncGenerator<SelectedImage> {
  const listings = listingsOf(darkroom, selection);
  const resumed = listings.findIndex(({ phase }) => phase === after?.phase);
  for (const { phase, begin } of listings.slice(Math.max(0, resumed))) {
    yield* begin(phase === after?.phase ? after.position : undefined);
  }
}

function listingsOf(darkroom: SelectionSource, selection: Selection): Listing[] {
  const listings = recordFilters(selection).map((filter): Listing => {
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
  if (!selection.statuses.includes('UNRECORDED')) return listings;
  const phase = 'originals';
  const begin: Listing['begin'] = (after) =>
    unrecordedOriginals(darkroom, selection, { phase, ...(typeof after === 'string' && { after }) });
  return [...listings, { phase, begin }];
}

/** The index listings that contain the records of a selection. */
function recordFilters({ statuses, user }: Selection): ImageFilter[] {
  const recorded = statuses.filter((status) => status !== 'UNRECORDED');
  if (user !== undefined && recorded.length > 0) return [{ by: 'user', userId: user }];
  return recorded.map((status) => ({ by: 'status', status }));
}

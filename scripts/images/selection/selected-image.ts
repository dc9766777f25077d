import type { ImageRecord } from '../../../lambda/domain/image-record';
import type { ImageCatalog, ImageStore } from '../../../lambda/domain/ports';
import type { Darkroom } from '../../connection/connection';
import type { SourceObject } from '../../connection/source-objects';

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
  readonly status: 'COMPLETED' | 'FAILED' | 'EXPIRED';
  readonly record: ImageRecord;
}

export interface UnrecordedImage extends Selected {
  readonly status: 'UNRECORDED';
  readonly object: SourceObject;
}

/** An image to process again, or for the first time. */
export type SelectedImage = RecordedImage | UnrecordedImage;

/** The reason why an image is skipped: its previews have expired, or its original is archived. */
export type SkipReason = 'expired' | 'archived';

export type OnSkipped = (reason: SkipReason, key: string) => void;

/** The parts of an environment that listing a selection needs. */
export type SelectionSource = Pick<Darkroom, 's3' | 'sourceBucket' | 'recipes' | 'settings'> & {
  readonly catalog: Pick<ImageCatalog, 'page' | 'list'>;
  readonly store: Pick<ImageStore, 'listPreviews'>;
};

import { type ImageRecord, imageIdOf } from '../../../lambda/domain/image-record';
import { folderOfOwner, ownerOfFolder } from '../../../lambda/domain/owner';
import type { ImagePage } from '../../../lambda/domain/ports';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { Darkroom } from '../../connection/connection';
import type { NamedImage } from '../../connection/named-image';
import { objectVersions } from '../../connection/object-versions';
import { type Ownership, ownershipOf } from './ownership';
import { unrecordedOriginalsNaming } from './unrecorded-of-user';

const ROWS_IN_A_PAGE = 100;

/** An image related to a user that is not removed with the user's images. */
export interface KeptImage extends NamedImage {
  /**
   * `another-user`: it is in the user's folder, but its record names another user. `shared`: its versions belong to
   * several users. `another-folder`: a record names the user, but it is in the folder of another user, which decides.
   */
  readonly reason: Exclude<Ownership, 'theirs'>;
  /** The other users that its records name. */
  readonly users: readonly string[];
}

export interface ImagesOfUser {
  /** Every image of the user, deleted ones included. */
  readonly images: readonly NamedImage[];
  readonly kept: readonly KeptImage[];
}

export interface Search {
  /** Called from time to time with the number of searched keys. */
  readonly onProgress: (keys: number) => void;
}

/**
 * Finds every image of a user: by records, in the user's folder and, if metadata names the user, among all originals
 * without a record, for which it reads every key under `uploads/`.
 */
export async function imagesOfUser(
  userId: string,
  darkroom: Darkroom,
  { onProgress }: Search,
): Promise<ImagesOfUser> {
  const images = new Map<string, NamedImage>();
  const kept = new Map<string, KeptImage>();
  const classify = async ({ imageId, key }: NamedImage) => {
    if (images.has(imageId) || kept.has(imageId)) return;
    const rows = await darkroom.catalog.history(imageId);
    const reason = ownershipOf(key, rows, userId, darkroom.settings.USER_ID_SOURCE);
    if (reason === 'theirs') images.set(imageId, { imageId, key });
    else kept.set(imageId, { imageId, key, reason, users: otherUsers(rows, userId) });
  };
  for await (const image of recordedImages(userId, darkroom)) await classify(image);
  for await (const image of imagesInFolder(userId, darkroom)) await classify(image);
  if (darkroom.settings.USER_ID_SOURCE === 'metadata') {
    const known = (imageId: string) => images.has(imageId) || kept.has(imageId);
    for await (const image of unrecordedOriginalsNaming(userId, darkroom, { known, onProgress })) {
      images.set(image.imageId, image);
    }
  }
  return { images: [...images.values()], kept: [...kept.values()] };
}

const otherUsers = (rows: readonly ImageRecord[], userId: string): string[] => [
  ...new Set(rows.flatMap((row) => (row.userId && row.userId !== userId ? [row.userId] : []))),
];

async function* recordedImages(userId: string, { catalog }: Darkroom): AsyncGenerator<NamedImage> {
  let next: ImagePage['next'];
  do {
    const page = await catalog.list({ by: 'user', userId }, ROWS_IN_A_PAGE, next);
    for (const { imageId, key } of page.records) yield { imageId, key };
    next = page.next;
  } while (next);
}

async function* imagesInFolder(userId: string, { s3, sourceBucket }: Darkroom): AsyncGenerator<NamedImage> {
  for (const folder of foldersOf(userId)) {
    let last: string | undefined;
    for await (const { key } of objectVersions(s3, sourceBucket, `${UPLOADS_PREFIX}${folder}/`)) {
      if (key !== last) yield { imageId: imageIdOf(sourceBucket, key), key };
      last = key;
    }
  }
}

/** The folder that the API uploads to, and the folder with exactly the user's id as its name. */
function foldersOf(userId: string): Set<string> {
  const named = [folderOfOwner(userId), userId];
  // A folder that is the encoded name of another user belongs to that user.
  return new Set(named.filter((folder) => !folder.includes('/') && ownerOfFolder(folder) === userId));
}

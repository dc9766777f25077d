import { imageIdOf } from '../../../lambda/domain/image-record';
import { folderOfOwner, ownerOfFolder } from '../../../lambda/domain/owner';
import type { ImagePage } from '../../../lambda/domain/ports';
import { UPLOADS_PREFIX } from '../../../lambda/domain/upload';
import type { Darkroom } from '../../connection/connection';
import type { NamedImage } from '../../connection/named-image';
import { objectVersions } from '../../connection/object-versions';

const ROWS_IN_A_PAGE = 100;

/**
 * Every image with a version that belongs to a user: by its records, or in the user's folder without a record
 * of another user. Includes deleted images.
 */
export async function imagesOfUser(userId: string, darkroom: Darkroom): Promise<NamedImage[]> {
  const images = new Map<string, NamedImage>();
  for await (const image of recordedImages(userId, darkroom)) images.set(image.imageId, image);
  for await (const image of imagesInFolder(userId, darkroom)) {
    if (!images.has(image.imageId) && (await isOfNoOtherUser(image, userId, darkroom))) {
      images.set(image.imageId, image);
    }
  }
  return [...images.values()];
}

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

/** The folder that the API uploads to, and the one that is named exactly like the user. */
function foldersOf(userId: string): Set<string> {
  const named = [folderOfOwner(userId), userId];
  // A folder that is the encoded name of another user belongs to that user.
  return new Set(named.filter((folder) => !folder.includes('/') && ownerOfFolder(folder) === userId));
}

async function isOfNoOtherUser(
  { imageId }: NamedImage,
  userId: string,
  { catalog }: Darkroom,
): Promise<boolean> {
  const rows = await catalog.history(imageId);
  return rows.every((row) => row.userId === undefined || row.userId === userId);
}

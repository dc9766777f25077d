import {
  type ImageRecord,
  isDeletion,
  type UserIdSource,
  userIdOf,
} from '../../../lambda/domain/image-record';

/** The relation of an image to a user. */
export type Ownership = 'theirs' | 'another-user' | 'shared' | 'another-folder';

/**
 * Determines whether an image belongs to one user alone. The records of its uploads name the owners; with
 * `USER_ID_SOURCE=folder`, only its folder does.
 */
export function ownershipOf(
  key: string,
  rows: readonly Pick<ImageRecord, 'userId' | 'processingStatus' | 'attempts'>[],
  userId: string,
  source: UserIdSource,
): Ownership {
  if (source === 'folder') return userIdOf(key) === userId ? 'theirs' : 'another-folder';
  // The row of a deletion names the folder's user, because its event has no metadata.
  const uploads = rows.filter((row) => !isDeletion(row));
  const users = new Set((uploads.length > 0 ? uploads : rows).flatMap((row) => row.userId ?? []));
  if ([...users].every((user) => user === userId)) return 'theirs';
  return users.has(userId) ? 'shared' : 'another-user';
}

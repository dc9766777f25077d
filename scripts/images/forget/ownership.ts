import {
  type ImageRecord,
  isDeletion,
  type UserIdSource,
  userIdOf,
} from '../../../lambda/domain/image-record';

/** How an image relates to a user. */
export type Ownership = 'theirs' | 'another-user' | 'shared' | 'another-folder';

/**
 * Whether an image that concerns a user belongs to that user alone. The records of its uploads say whose it is; with
 * `USER_ID_SOURCE=folder`, its folder alone does.
 */
export function ownershipOf(
  key: string,
  rows: readonly Pick<ImageRecord, 'userId' | 'processingStatus' | 'attempts'>[],
  userId: string,
  source: UserIdSource,
): Ownership {
  if (source === 'folder') return userIdOf(key) === userId ? 'theirs' : 'another-folder';
  // The row of a deletion names the folder: no metadata comes with its event.
  const uploads = rows.filter((row) => !isDeletion(row));
  const users = new Set((uploads.length > 0 ? uploads : rows).flatMap((row) => row.userId ?? []));
  if ([...users].every((user) => user === userId)) return 'theirs';
  return users.has(userId) ? 'shared' : 'another-user';
}

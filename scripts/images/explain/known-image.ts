import { imageIdOf, previewsPrefixOf } from '../../../lambda/domain/image-record';
import type { ClaimedRecord } from '../../../lambda/domain/ports';
import type { Darkroom } from '../../connection/connection';
import { type DeadLetter, deadLetters } from '../../connection/dead-letters';
import type { NamedImage } from '../../connection/named-image';
import { type ObjectVersion, objectVersions } from '../../connection/object-versions';
import { previewSizes } from '../../connection/preview-sizes';

/** Everything stored about one upload. */
export interface KnownImage extends NamedImage {
  /** Newest event first. */
  readonly rows: readonly ClaimedRecord[];
  /** Versions of the original, newest first. */
  readonly versions: readonly ObjectVersion[];
  /** Bytes of each stored preview, by its key. */
  readonly previews: ReadonlyMap<string, number>;
  readonly deadLetters: readonly DeadLetter[];
  /** Epoch milliseconds. */
  readonly forgottenAt?: number;
}

/** Reads everything stored about an image. Changes nothing. */
export async function knownImage(named: NamedImage, darkroom: Darkroom): Promise<KnownImage> {
  const { imageId, key } = named;
  const [rows, versions, previews, letters, note] = await Promise.all([
    darkroom.catalog.history(imageId),
    versionsOf(key, darkroom),
    previewSizes(darkroom, previewsPrefixOf(imageId)),
    deadLettersAbout(imageId, darkroom),
    darkroom.catalog.forgottenNote(imageId),
  ]);
  return {
    ...named,
    rows,
    versions,
    previews,
    deadLetters: letters,
    ...(note && { forgottenAt: note.forgottenAt }),
  };
}

async function versionsOf(key: string, { s3, sourceBucket }: Darkroom): Promise<ObjectVersion[]> {
  const versions: ObjectVersion[] = [];
  for await (const version of objectVersions(s3, sourceBucket, key)) {
    // The prefix also matches longer keys, which belong to other images.
    if (version.key === key) versions.push(version);
  }
  return versions;
}

async function deadLettersAbout(imageId: string, darkroom: Darkroom): Promise<DeadLetter[]> {
  const about: DeadLetter[] = [];
  for await (const letter of deadLetters(darkroom)) {
    if (letter.events.some(({ bucket, key }) => imageIdOf(bucket, key) === imageId)) about.push(letter);
  }
  return about;
}

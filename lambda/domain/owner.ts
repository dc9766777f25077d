/** Bytes of UTF-8. OpenID Connect limits a `sub` to 255 ASCII characters (Core 1.0, section 2). */
export const MAX_OWNER_BYTES = 255;

const EDGE_OR_CONTROL = /^\s|\s$|\p{Cc}|\p{Surrogate}/u;

/** Whether a text can name the owner of a photo, such as `alice`, `auth0|5f7c` or an e-mail address. */
export const isOwner = (text: string): boolean =>
  text !== '' && Buffer.byteLength(text) <= MAX_OWNER_BYTES && !EDGE_OR_CONTROL.test(text);

/** Of the characters that are kept, the first must be a letter or digit, so that no folder is `..` or hidden. */
const ENCODED = /^[^A-Za-z0-9]|[^A-Za-z0-9._@:-]/gu;

const encoded = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/**
 * The folder of an owner's photos below `uploads/`. Letters, digits and `._@:-` stand for themselves; every other
 * byte becomes `=XX`, so that two owners never share a folder and no folder needs quoting in a URL or a shell.
 */
export const folderOfOwner = (owner: string): string => owner.replaceAll(ENCODED, encoded);

/** The owner whose folder this is. A folder that `folderOfOwner` did not make is its owner's name as it is. */
export function ownerOfFolder(folder: string): string {
  const bytes = folder.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const owner = Buffer.from(bytes, 'latin1').toString('utf8');
  return isOwner(owner) && folderOfOwner(owner) === folder ? owner : folder;
}

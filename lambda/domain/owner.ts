/** Bytes of UTF-8. OpenID Connect limits a `sub` to 255 ASCII characters (Core 1.0, section 2). */
export const MAX_OWNER_BYTES = 255;

const EDGE_OR_CONTROL = /^\s|\s$|\p{Cc}|\p{Surrogate}/u;

/** Whether `text` is a valid name of an owner, such as `alice`, `auth0|5f7c` or an e-mail address. */
export const isOwner = (text: string): boolean =>
  text !== '' && Buffer.byteLength(text) <= MAX_OWNER_BYTES && !EDGE_OR_CONTROL.test(text);

/** Characters to encode. A folder must begin with a letter or digit or `=`, so that none is `..` or hidden. */
const ENCODED = /^[^A-Za-z0-9]|[^A-Za-z0-9._@:-]/gu;

const encoded = (character: string): string =>
  [...Buffer.from(character)].map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');

/**
 * The folder of an owner's photos below `uploads/`. Letters, digits and `._@:-` are kept. Every other byte of the
 * UTF-8 text becomes `=XX` in hexadecimal, so two owners never share a folder, and no folder needs quotes in a URL or
 * a shell.
 */
export const folderOfOwner = (owner: string): string => owner.replaceAll(ENCODED, encoded);

/** The owner of a folder. A folder that `folderOfOwner` did not create is itself the name of its owner. */
export function ownerOfFolder(folder: string): string {
  const bytes = folder.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  const owner = Buffer.from(bytes, 'latin1').toString('utf8');
  return isOwner(owner) && folderOfOwner(owner) === folder ? owner : folder;
}

import type { UrlSigner } from '../signed-urls';

/** Creates the URL of one preview file. */
export type PreviewUrl = (key: string) => Promise<string>;

/** Seconds for which the presigned URLs of previews are valid. */
export const PREVIEW_URL_SECONDS = 3600;

/** Creates presigned URLs. Anyone with the URL can read the file until it expires. */
export const presignedUrls =
  (signer: Pick<UrlSigner, 'signPreview'>): PreviewUrl =>
  (key) =>
    signer.signPreview(key, PREVIEW_URL_SECONDS);

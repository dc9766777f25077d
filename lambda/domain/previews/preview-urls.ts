import type { UrlSigner } from '../signed-urls';

/** Makes the URL that a browser gets one preview file from. */
export type PreviewUrl = (key: string) => Promise<string>;

/** Seconds for which the presigned URLs of previews are valid. */
export const PREVIEW_URL_SECONDS = 3600;

/** Presigned URLs, which their bearer can read one file with for an hour. */
export const presignedUrls =
  (signer: Pick<UrlSigner, 'signPreview'>): PreviewUrl =>
  (key) =>
    signer.signPreview(key, PREVIEW_URL_SECONDS);

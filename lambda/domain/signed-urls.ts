import type { UploadRef } from './upload';

/** One PUT, pinned to everything that is said here. */
export interface SignableUpload {
  readonly bucket: string;
  readonly key: string;
  readonly contentType: string;
  /** Bytes. */
  readonly size: number;
  /** User metadata, keys in lower case without the `x-amz-meta-` prefix. */
  readonly metadata: Readonly<Record<string, string>>;
}

export interface SignedUpload {
  readonly url: string;
  /** To be sent exactly so: the signature covers each of them. Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How a browser receives a file. */
export interface ShownFile {
  /** A browser shows an image, and saves everything else. */
  readonly contentType: string;
  readonly fileName: string;
}

/** Makes URLs that let their bearer do one thing for a while. Asks no service. */
export interface UrlSigner {
  signUpload(upload: SignableUpload, seconds: number): Promise<SignedUpload>;
  /** A GET of one version of an original, with the headers that the response shall have. */
  signOriginal(original: UploadRef, shown: ShownFile, seconds: number): Promise<string>;
  /** A GET of one preview. */
  signPreview(key: string, seconds: number): Promise<string>;
}

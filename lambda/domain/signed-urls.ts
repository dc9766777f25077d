import type { UploadRef } from './upload';

/** One PUT. The signature covers every field. */
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
  /** The client must send exactly these headers, because the signature covers them. Names are in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers with which a browser receives a file. */
export interface ShownFile {
  /** Browsers show images, and save files of all other types. */
  readonly contentType: string;
  readonly fileName: string;
}

/** Creates URLs that allow one request for a number of seconds. Does not call AWS. */
export interface UrlSigner {
  signUpload(upload: SignableUpload, seconds: number): Promise<SignedUpload>;
  /** A GET of one version of an original. `shown` sets the headers of the response. */
  signOriginal(original: UploadRef, shown: ShownFile, seconds: number): Promise<string>;
  /** A GET of one preview. */
  signPreview(key: string, seconds: number): Promise<string>;
}

import type { BrakeNotes } from '../domain/brake';
import type { PreviewUrl } from '../domain/previews/preview-urls';
import type { ProcessingDependencies } from '../domain/processing';
import type { UrlSigner } from '../domain/signed-urls';
import type { RemoteProcessor } from '../domain/uploads/remote-processing';
import type { ApiRequest } from './api-request';

/** The ports and the settings that the routes need. */
export interface ApiDependencies
  extends Pick<ProcessingDependencies, 'store' | 'catalog' | 'publisher' | 'cache' | 'now'> {
  readonly processor: RemoteProcessor;
  readonly signer: Pick<UrlSigner, 'signUpload' | 'signOriginal'>;
  readonly previewUrl: PreviewUrl;
  /** Reads whether processing is stopped. @default - processing is never stopped */
  readonly brake?: Pick<BrakeNotes, 'read'>;
  readonly sourceBucket: string;
  /** Waits for the given number of milliseconds. */
  readonly pause: (ms: number) => Promise<void>;
  /** Creates an id that is unique and cannot be guessed. */
  readonly newId: () => string;
  /** The maximum size of an upload in bytes. */
  readonly maxBytes: number;
  /** Milliseconds after which S3 removes previews. */
  readonly previewLifeMs: number;
}

/** The status, and the body that is sent as JSON. */
export interface ApiResponse {
  readonly status: number;
  readonly body?: object;
}

/** One route. `failureOf` converts every error that it throws into a response. */
export type Route = (request: ApiRequest, dependencies: ApiDependencies) => Promise<ApiResponse>;

import type { Outcome } from '../domain/outcome';
import type { ProcessingDependencies } from '../domain/processing';
import type { UrlSigner } from '../domain/signed-urls';
import type { ApiRequest } from './api-request';

export interface ApiDependencies extends ProcessingDependencies {
  readonly signer: UrlSigner;
  readonly sourceBucket: string;
  /** A name that nobody has or can guess. */
  readonly newId: () => string;
  /** Told how each image that the API processed has ended. */
  readonly onOutcome: (outcome: Outcome) => void;
}

export interface ApiResponse {
  readonly status: number;
  readonly body?: object;
}

/** One route. Whatever it throws, `failureOf` knows the answer to. */
export type Route = (request: ApiRequest, dependencies: ApiDependencies) => Promise<ApiResponse>;

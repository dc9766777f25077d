import type { Outcome } from '../domain/outcome';
import type { ProcessingDependencies } from '../domain/processing';
import type { UrlSigner } from '../domain/signed-urls';
import type { ApiRequest } from './api-request';

export interface ApiDependencies extends ProcessingDependencies {
  readonly signer: UrlSigner;
  readonly sourceBucket: string;
  /** Returns a unique id that cannot be guessed. */
  readonly newId: () => string;
  /** Receives the outcome of each image that the API processed. */
  readonly onOutcome: (outcome: Outcome) => void;
}

export interface ApiResponse {
  readonly status: number;
  readonly body?: object;
}

/** One route. `failureOf` turns any error that it throws into a response. */
export type Route = (request: ApiRequest, dependencies: ApiDependencies) => Promise<ApiResponse>;

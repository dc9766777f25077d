import type { DistributionDeclaration } from '../../plan/topology/distributions';
import { decodedUri } from '../foundation/decoded-uri';
import { EdgeCache } from './edge-cache';
import { EdgeFunction, EdgeFunctionError } from './edge-function';
import { withPolicy } from './edge-headers';
import { partOf } from './partial-response';
import { signatureProblem } from './signed-access';
import { type EdgeResponse, errorResponse, type ViewerRequest } from './viewer-request';

export interface EdgeOptions {
  readonly distribution: DistributionDeclaration;
  /** Scheme and host of the edge. */
  readonly url: string;
  /** Reads an object as CloudFront, under the bucket's policy. @param key plain text */
  readonly readOrigin: (key: string) => Promise<EdgeResponse>;
  /** Called with the status of each response. */
  readonly onAnswer: (status: number) => void;
  /** Called with a failure of a function. */
  readonly onProblem: (problem: string) => void;
  /** Epoch milliseconds. */
  readonly now: () => number;
}

/** A CloudFront distribution: verifies signatures, runs functions, caches and adds headers, in CloudFront's order. */
export class Edge {
  private readonly cache: EdgeCache;
  private readonly onRequest: EdgeFunction | undefined;
  private readonly onResponse: EdgeFunction | undefined;

  constructor(private readonly options: EdgeOptions) {
    const { functions, cachePolicy, id } = options.distribution;
    const functionOf = (code: string | undefined) =>
      code === undefined ? undefined : new EdgeFunction(code, id);
    this.cache = new EdgeCache(cachePolicy, options.now);
    this.onRequest = functionOf(functions['viewer-request']);
    this.onResponse = functionOf(functions['viewer-response']);
  }

  get distribution(): DistributionDeclaration {
    return this.options.distribution;
  }

  async answer(request: ViewerRequest): Promise<EdgeResponse> {
    const response = withPolicy(
      await this.respond(request),
      this.options.distribution.headersPolicy,
      request,
    );
    this.options.onAnswer(response.status);
    return response;
  }

  /** Removes paths from the cache. A path may end in `*`. */
  invalidate(paths: readonly string[]): void {
    for (const path of paths) this.cache.invalidate(path);
  }

  private async respond(request: ViewerRequest): Promise<EdgeResponse> {
    const { distribution, url, now, onProblem } = this.options;
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return errorResponse(403, 'AccessDenied', 'The distribution supports only cachable requests.');
    }
    if (distribution.trustedKeys.length > 0) {
      const problem = signatureProblem(request, distribution.trustedKeys, url, now());
      if (problem)
        return errorResponse(403, problem.startsWith('Missing') ? 'MissingKey' : 'AccessDenied', problem);
    }
    try {
      return await this.served(request);
    } catch (error) {
      if (!(error instanceof EdgeFunctionError)) throw error;
      onProblem(`The function of the distribution failed at ${request.uri}: ${error.message}`);
      return errorResponse(503, 'FunctionExecutionError', 'The CloudFront function failed.');
    }
  }

  /** @throws EdgeFunctionError */
  private async served(request: ViewerRequest): Promise<EdgeResponse> {
    const chosen = this.onRequest?.onRequest(request) ?? request;
    if ('status' in chosen) return chosen;
    const response = await this.cached(chosen.uri);
    const shown =
      response.status < 400 && this.onResponse ? this.onResponse.onResponse(chosen, response) : response;
    return partOf(shown, request);
  }

  private async cached(uri: string): Promise<EdgeResponse> {
    const { defaultRootObject = '' } = this.options.distribution;
    const path = uri === '/' ? `/${defaultRootObject}` : uri;
    const hit = this.cache.get(path);
    if (hit) return marked(hit.response, 'Hit', { age: String(hit.age) });
    const response = await this.options.readOrigin(decodedUri(path.slice(1)));
    this.cache.put(path, response);
    return marked(response, 'Miss');
  }
}

const marked = (
  response: EdgeResponse,
  how: 'Hit' | 'Miss',
  more: Record<string, string> = {},
): EdgeResponse => ({
  ...response,
  headers: {
    ...response.headers,
    ...more,
    'x-cache': `${response.status >= 400 ? 'Error' : how} from cloudfront`,
  },
});

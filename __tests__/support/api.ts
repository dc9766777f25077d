import type { APIGatewayProxyEvent } from 'aws-lambda';
import { presignedUrls } from '../../lambda/domain/previews/preview-urls';
import type { RecipeBook } from '../../lambda/domain/previews/recipe-book';
import type { ProcessingDependencies } from '../../lambda/domain/processing';
import type { ShownFile, SignableUpload, SignedUpload, UrlSigner } from '../../lambda/domain/signed-urls';
import type { UploadRef } from '../../lambda/domain/upload';
import { createApi } from '../../lambda/image-api/api';
import type { ApiDependencies } from '../../lambda/image-api/route-contract';
import { processorOf } from './processor';
import { inMemoryPipeline, SOURCE_BUCKET } from './uploads';

/** Records the requests to sign, and signs nothing. */
export class RecordingSigner implements UrlSigner {
  readonly keys: string[] = [];

  async signUpload({ key, contentType, size }: SignableUpload, seconds: number): Promise<SignedUpload> {
    this.keys.push(key);
    const headers = { 'content-type': contentType, 'content-length': String(size) };
    return { url: `https://source.example/${encodeURIComponent(key)}?expires=${seconds}`, headers };
  }

  async signOriginal(
    { key, versionId }: UploadRef,
    { contentType }: ShownFile,
    seconds: number,
  ): Promise<string> {
    this.keys.push(key);
    return `https://source.example/${encodeURIComponent(key)}?version=${versionId}&type=${contentType}&expires=${seconds}`;
  }

  async signPreview(key: string, seconds: number): Promise<string> {
    this.keys.push(key);
    return `https://processed.example/${key}?expires=${seconds}`;
  }
}

export interface ApiCall {
  /** Method and resource as API Gateway matched them: `GET /images/{image_id}`. */
  readonly route: string;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  /** Sent as JSON, unless it is a text. */
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A proxy event of API Gateway, with the fields that matter to a function. */
export function proxyEvent({ route, path, query, body, headers }: ApiCall): APIGatewayProxyEvent {
  const [httpMethod = '', resource = ''] = route.split(' ');
  return {
    httpMethod,
    resource,
    path: resource,
    headers: headers ?? {},
    pathParameters: path ?? null,
    queryStringParameters: query ?? null,
    multiValueQueryStringParameters: null,
    body: typeof body === 'string' || body === undefined ? (body ?? null) : JSON.stringify(body),
    isBase64Encoded: false,
    requestContext: { requestId: 'request-1', domainName: 'api.example', path: `/v1${resource}` },
  } as unknown as APIGatewayProxyEvent;
}

export const lambdaContext = { awsRequestId: 'invocation-1', getRemainingTimeInMillis: () => 29_000 };

/** The dependencies of the API, on a pipeline in memory. The processor runs in this process. */
export function inMemoryApiDependencies(overrides: Partial<ProcessingDependencies> = {}) {
  const pipeline = inMemoryPipeline(overrides);
  const signer = new RecordingSigner();
  const { processor, counted } = processorOf(pipeline.dependencies);
  let ids = 0;
  const apiDependencies: ApiDependencies = {
    ...pipeline.dependencies,
    processor,
    signer,
    previewUrl: presignedUrls(signer),
    sourceBucket: SOURCE_BUCKET,
    maxBytes: pipeline.dependencies.limits.maxBytes,
    previewLifeMs: Number.POSITIVE_INFINITY,
    pause: async (ms) => {
      pipeline.clock.time += ms;
    },
    newId: () => {
      ids += 1;
      return `id-${ids}`;
    },
  };
  return { ...pipeline, signer, processor, counted, apiDependencies };
}

/** The whole API over a pipeline in memory. */
export function inMemoryApi({
  allowedOrigins = [],
  recipes,
  ...overrides
}: {
  allowedOrigins?: readonly string[];
  recipes?: RecipeBook;
  previewLifeMs?: number;
  brake?: NonNullable<ApiDependencies['brake']>;
} = {}) {
  const { apiDependencies, ...parts } = inMemoryApiDependencies(recipes && { recipes });
  const faults: unknown[] = [];
  const api = createApi(
    { ...apiDependencies, ...overrides },
    { allowedOrigins, onFault: (error) => faults.push(error) },
  );
  const send = (event: APIGatewayProxyEvent) => api(event, lambdaContext);
  const call = async (request: ApiCall) => {
    const { statusCode, headers, body } = await send(proxyEvent(request));
    return { status: statusCode, headers: headers ?? {}, body: body === '' ? undefined : JSON.parse(body) };
  };
  return { ...parts, faults, send, call };
}

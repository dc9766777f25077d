import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { apiRequest } from './api-request';
import { corsHeaders } from './cors';
import { failureOf } from './failures';
import { RouteNotFoundError } from './not-found';
import type { ApiDependencies, ApiResponse, Route } from './route-contract';
import { createUpload } from './routes/create-upload';
import { deleteImage } from './routes/delete-image';
import { getImage } from './routes/get-image';
import { listImages } from './routes/list-images';

/** Sharp takes longer to load than all the rest, and only this one route needs it. */
const processImage: Route = async (request, dependencies) =>
  (await import('./routes/process-image')).processImage(request, dependencies);

/**
 * The routes, by the method and the resource that API Gateway has matched already. A router would only
 * match a second time, and would have to be loaded.
 */
const ROUTES: Readonly<Record<string, Route>> = {
  'POST /process': processImage,
  'POST /uploads': createUpload,
  'GET /images': listImages,
  'GET /images/{image_id}': getImage,
  'DELETE /images/{image_id}': deleteImage,
};

export interface ApiOptions {
  readonly allowedOrigins: readonly string[];
  /** Told what clients are not: the cause of every answer from 500 up. */
  readonly onFault: (error: unknown, status: number) => void;
}

type Api = (
  event: APIGatewayProxyEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
) => Promise<APIGatewayProxyResult>;

/** The whole API as one function: a proxy event of API Gateway in, its answer out. It never throws. */
export function createApi(dependencies: ApiDependencies, { allowedOrigins, onFault }: ApiOptions): Api {
  return async (event, context) => {
    const id = event.requestContext?.requestId ?? context.awsRequestId;
    const answer = await answerOf(event, id, context.getRemainingTimeInMillis()).catch((error: unknown) => {
      const { status, ...failure } = failureOf(error);
      if (status >= 500) onFault(error, status);
      return { status, body: { ...failure, request_id: id } };
    });
    return proxyResult(answer, corsHeaders(event, allowedOrigins));
  };

  async function answerOf(
    event: APIGatewayProxyEvent,
    id: string,
    remainingMs: number,
  ): Promise<ApiResponse> {
    const route = ROUTES[`${event.httpMethod} ${event.resource}`];
    if (!route) throw new RouteNotFoundError(event.httpMethod, event.path);
    return route(apiRequest(event, id, dependencies.now() + remainingMs), dependencies);
  }
}

const proxyResult = ({ status, body }: ApiResponse, cors: Record<string, string>): APIGatewayProxyResult => ({
  statusCode: status,
  headers: {
    ...cors,
    // Answers hold presigned URLs, and are out of date as soon as the image moves on.
    'cache-control': 'no-store',
    ...(body && { 'content-type': 'application/json' }),
  },
  body: body ? JSON.stringify(body) : '',
});

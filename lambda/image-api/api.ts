import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { apiRequest } from './api-request';
import { corsHeaders } from './cors-headers';
import { failureOf } from './failures';
import { RouteNotFoundError } from './not-found';
import { OWN_ROUTES } from './own-routes';
import type { ApiDependencies, ApiResponse, Route } from './route-contract';
import { createUpload } from './routes/create-upload';
import { deleteImage } from './routes/delete-image';
import { getImage } from './routes/get-image';
import { listImages } from './routes/list-images';
import { processImage } from './routes/process-image';
import { signedInOwner } from './signed-in';

/**
 * The routes by method and resource. API Gateway has already matched the route, so no router is needed.
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
  /** Receives the cause of each response with a status of 500 or higher, which clients do not see. */
  readonly onFault: (error: unknown, status: number) => void;
}

type Api = (
  event: APIGatewayProxyEvent,
  context: Pick<Context, 'awsRequestId' | 'getRemainingTimeInMillis'>,
) => Promise<APIGatewayProxyResult>;

/** Creates the API: a function that returns the response to a proxy event of API Gateway. It never throws. */
export function createApi(dependencies: ApiDependencies, { allowedOrigins, onFault }: ApiOptions): Api {
  return async (event, context) => {
    const id = event.requestContext?.requestId ?? context.awsRequestId;
    const response = await responseTo(event, id, context.getRemainingTimeInMillis()).catch(
      (error: unknown) => {
        const { status, ...failure } = failureOf(error);
        if (status >= 500) onFault(error, status);
        return { status, body: { ...failure, request_id: id } };
      },
    );
    return proxyResult(response, corsHeaders(event, allowedOrigins));
  };

  async function responseTo(
    event: APIGatewayProxyEvent,
    id: string,
    remainingMs: number,
  ): Promise<ApiResponse> {
    const name = `${event.httpMethod} ${event.resource}`;
    const request = () => apiRequest(event, id, dependencies.now() + remainingMs);
    const ownRoute = OWN_ROUTES[name];
    // The owner is checked first, so that a caller who is not signed in gets no other error.
    if (ownRoute) {
      const owner = signedInOwner(event);
      return ownRoute(request(), owner, dependencies);
    }
    const route = ROUTES[name];
    if (!route) throw new RouteNotFoundError(event.httpMethod, event.path);
    return route(request(), dependencies);
  }
}

const proxyResult = ({ status, body }: ApiResponse, cors: Record<string, string>): APIGatewayProxyResult => ({
  statusCode: status,
  headers: {
    ...cors,
    // Responses contain presigned URLs, and are outdated as soon as the image changes.
    'cache-control': 'no-store',
    ...(body && { 'content-type': 'application/json' }),
  },
  body: body ? JSON.stringify(body) : '',
});

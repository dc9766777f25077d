import type { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { createApi } from './api';
import type { ApiDependencies } from './route-contract';

export interface ImageApiDependencies extends ApiDependencies {
  /** Origins whose pages may read responses in a browser. */
  readonly allowedOrigins: readonly string[];
  readonly logger: Pick<Logger, 'addContext' | 'info' | 'error'>;
}

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** Creates a handler that responds to requests from API Gateway. */
export function createHandler(dependencies: ImageApiDependencies): Handler {
  const { allowedOrigins, logger } = dependencies;
  const api = createApi(dependencies, {
    allowedOrigins,
    onFault: (error, status) => logger.error(`Responded with ${status}`, { error }),
  });

  return async (event, context) => {
    logger.addContext(context);
    const response = await api(event, context);
    logger.info('Responded', {
      route: `${event.httpMethod} ${event.resource}`,
      status: response.statusCode,
      apiRequestId: event.requestContext.requestId,
    });
    return response;
  };
}

import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { countOutcome } from '../runtime/outcome-metrics';
import { observed, type Telemetry } from '../runtime/telemetry';
import { createApi } from './api';
import type { ApiDependencies } from './route-contract';

export interface ImageApiDependencies extends Omit<ApiDependencies, 'onOutcome'>, Telemetry {
  /** Origins whose pages may read responses in a browser. */
  readonly allowedOrigins: readonly string[];
}

type Handler = (event: APIGatewayProxyEvent, context: Context) => Promise<APIGatewayProxyResult>;

/** Responds to one request from API Gateway. */
export function createHandler(dependencies: ImageApiDependencies): Handler {
  const { allowedOrigins, logger, metrics } = dependencies;
  const api = createApi(
    { ...dependencies, onOutcome: (outcome) => countOutcome(outcome, metrics) },
    { allowedOrigins, onFault: (error, status) => logger.error(`Responded with ${status}`, { error }) },
  );

  return (event, context) =>
    observed(dependencies, context, async () => {
      const response = await api(event, context);
      logger.info('Responded', {
        route: `${event.httpMethod} ${event.resource}`,
        status: response.statusCode,
        apiRequestId: event.requestContext.requestId,
      });
      return response;
    });
}

import { randomUUID } from 'node:crypto';
import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { presigningClient, S3Presigner } from '../adapters/s3-presigner';
import { METRIC_DIMENSION, METRIC_NAMESPACE } from '../domain/metrics';
import { parseEnvironment } from '../runtime/function-environment';
import { countOutcome } from '../runtime/outcome-metrics';
import { processingDependencies } from '../runtime/processing-dependencies';
import { createApi } from './api';
import { imageApiEnvironment } from './environment';

const environment = parseEnvironment(imageApiEnvironment, process.env);
const logger = new Logger({ serviceName: 'image-api', logLevel: environment.LOG_LEVEL });
const metrics = new Metrics({ namespace: METRIC_NAMESPACE });
// Alarms look for exactly one dimension; Powertools would add `service` as a second.
metrics.clearDefaultDimensions();
metrics.setDefaultDimensions({ [METRIC_DIMENSION]: environment.ENVIRONMENT });

const api = createApi(
  {
    ...processingDependencies(environment),
    signer: new S3Presigner(presigningClient(), environment.PROCESSED_BUCKET),
    sourceBucket: environment.SOURCE_BUCKET,
    newId: randomUUID,
    onOutcome: (outcome) => countOutcome(outcome, metrics),
  },
  {
    allowedOrigins: environment.CORS_ALLOWED_ORIGINS ?? [],
    onFault: (error, status) => logger.error(`Answered ${status}`, { error }),
  },
);

/** Answers one request of API Gateway. */
export async function handler(event: APIGatewayProxyEvent, context: Context): Promise<APIGatewayProxyResult> {
  logger.addContext(context);
  const answer = await api(event, context);
  logger.info('Answered', {
    route: `${event.httpMethod} ${event.resource}`,
    status: answer.statusCode,
    apiRequestId: event.requestContext.requestId,
  });
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  return answer;
}

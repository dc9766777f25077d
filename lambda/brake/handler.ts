import { documentClient, lambdaClient } from '../adapters/aws-clients';
import { DynamoDbBrakeNotes } from '../adapters/dynamodb/dynamodb-brake-notes';
import { LambdaEventSource } from '../adapters/lambda-event-source';
import { createLogger } from '../runtime/logger';
import { parseEnvironment } from '../runtime/parse-environment';
import { createHandler } from './create-handler';
import { brakeEnvironment } from './environment';

const environment = parseEnvironment(brakeEnvironment, process.env);

export const handler = createHandler({
  eventSource: new LambdaEventSource(lambdaClient(), environment.EVENT_SOURCE_MAPPING),
  notes: new DynamoDbBrakeNotes(documentClient(), environment.METADATA_TABLE),
  now: Date.now,
  logger: createLogger(environment),
});

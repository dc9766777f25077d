import type { LambdaClient } from '@aws-sdk/client-lambda';
import type { Context } from 'aws-lambda';
import { LambdaImageProcessor } from '../../lambda/adapters/lambda-image-processor';
import type { ProcessingDependencies } from '../../lambda/domain/processing';
import { createHandler } from '../../lambda/process-image/create-handler';
import { SOURCE_BUCKET } from './uploads';

const ignore = () => undefined;
const context = { getRemainingTimeInMillis: () => 60_000 } as Context;

/** A client that invokes `handler` in this process. Like Lambda, it passes everything as JSON. */
export const lambdaClientOf = (handler: (event: never, context: Context) => Promise<unknown>): LambdaClient =>
  ({
    send: async ({ input }: { input: { Payload: string } }) => {
      try {
        const response = await handler(JSON.parse(input.Payload) as never, context);
        return { Payload: Buffer.from(JSON.stringify(response)) };
      } catch (error) {
        const { name: errorType, message: errorMessage } = error as Error;
        const Payload = Buffer.from(JSON.stringify({ errorType, errorMessage }));
        return { FunctionError: 'Unhandled', Payload };
      }
    },
  }) as unknown as LambdaClient;

/** The function that processes photos, with the API's client for it. */
export function processorOf(dependencies: ProcessingDependencies, sourceBucket = SOURCE_BUCKET) {
  const counted: string[] = [];
  const handler = createHandler({
    ...dependencies,
    sourceBucket,
    countsAttempts: false,
    logger: { addContext: ignore, info: ignore, error: ignore },
    metrics: {
      addMetric: (name) => counted.push(name),
      hasStoredMetrics: () => false,
      publishStoredMetrics: ignore,
    },
  });
  const processor = new LambdaImageProcessor(
    lambdaClientOf(handler),
    'image-processor-test',
    dependencies.now,
  );
  return { processor, counted };
}

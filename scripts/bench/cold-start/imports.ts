/** The imports of the function, used as during a cold start. They share code, so their sum exceeds the whole. */
export const IMPORTS: Readonly<Record<string, string>> = {
  sharp: `import sharp from 'sharp'; sharp.cache(false);`,
  'Zod (its small build)': `
    import * as z from 'zod/mini'; z.object({ name: z.string().check(z.minLength(1)) }).parse({ name: 'x' });`,
  'the environment and message schemas': `
    import { parseEnvironment } from '../../../../lambda/runtime/parse-environment';
    import { processImageEnvironment } from '../../../../lambda/process-image/environment';
    import { parseUploadMessage } from '../../../../lambda/process-image/upload-event';
    parseEnvironment(processImageEnvironment, process.env);
    parseUploadMessage(JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent' }), 'bucket');`,
  'Powertools logger': `import { Logger } from '@aws-lambda-powertools/logger'; new Logger();`,
  'Powertools metrics': `
    import { Metrics } from '@aws-lambda-powertools/metrics'; new Metrics({ namespace: 'x' });`,
  'Powertools batch': `
    import { BatchProcessor, EventType } from '@aws-lambda-powertools/batch';
    new BatchProcessor(EventType.SQS);`,
  'S3 client and adapter': `
    import { s3Client } from '../../../../lambda/adapters/aws-clients';
    import { S3ImageStore } from '../../../../lambda/adapters/s3/s3-image-store';
    new S3ImageStore(s3Client(), 'bucket');`,
  'DynamoDB client and adapter': `
    import { documentClient } from '../../../../lambda/adapters/aws-clients';
    import { dynamoDbImageCatalog } from '../../../../lambda/adapters/dynamodb/dynamodb-image-catalog';
    dynamoDbImageCatalog(documentClient(), 'table');`,
  'EventBridge client and adapter': `
    import { eventBridgeClient } from '../../../../lambda/adapters/aws-clients';
    import { EventBridgePublisher } from '../../../../lambda/adapters/eventbridge-publisher';
    new EventBridgePublisher(eventBridgeClient(), 'bus', 'dev');`,
};

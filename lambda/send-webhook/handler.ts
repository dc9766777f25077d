import { sqsClient } from '../adapters/aws-clients';
import { translated } from '../adapters/aws-errors';
import { readSecret } from '../adapters/read-secret';
import { SignedWebhook } from '../adapters/signed-webhook';
import { SqsRetries } from '../adapters/sqs-retries';
import { createLogger } from '../runtime/logger';
import { parseEnvironment } from '../runtime/parse-environment';
import { createHandler } from './create-handler';
import { sendWebhookEnvironment } from './environment';
import { keptSecret } from './kept-secret';

const environment = parseEnvironment(sendWebhookEnvironment, process.env);

const { WEBHOOK_SECRET_NAME: secretName } = environment;

export const handler = createHandler({
  receiver: new SignedWebhook({
    url: environment.WEBHOOK_URL,
    readSecret: keptSecret(
      () => translated(`read the secret ${secretName}`, () => readSecret(secretName)),
      Date.now,
    ),
    now: Date.now,
  }),
  retries: new SqsRetries(sqsClient(), environment.WEBHOOKS_QUEUE_URL),
  logger: createLogger(environment),
});

import { sqsClient } from '../adapters/clients';
import { readSecret } from '../adapters/read-secret';
import { SignedWebhook } from '../adapters/signed-webhook';
import { SqsRetries } from '../adapters/sqs-retries';
import { parseEnvironment } from '../runtime/function-environment';
import { createLogger } from '../runtime/logger';
import { createHandler } from './create-handler';
import { sendWebhookEnvironment } from './environment';
import { keptSecret } from './kept-secret';

const environment = parseEnvironment(sendWebhookEnvironment, process.env);

export const handler = createHandler({
  receiver: new SignedWebhook({
    url: environment.WEBHOOK_URL,
    readSecret: keptSecret(() => readSecret(environment.WEBHOOK_SECRET_NAME), Date.now),
    now: Date.now,
  }),
  retries: new SqsRetries(sqsClient(), environment.WEBHOOKS_QUEUE_URL),
  logger: createLogger(environment),
});

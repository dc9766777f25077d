import type { Context } from 'aws-lambda';
import { createHandler } from '../../../lambda/image-api/create-handler';
import { createLogger } from '../../../lambda/runtime/logger';
import { inMemoryApiDependencies, lambdaContext, proxyEvent } from '../../support/api';
import { captureOutput } from '../../support/captured-output';

describe('the image API', () => {
  const lines = captureOutput();

  it('logs the status of each response, and the cause of a fault', async () => {
    const { catalog, apiDependencies } = inMemoryApiDependencies();
    jest.spyOn(catalog, 'list').mockRejectedValue(new Error('the index is missing'));
    const logger = createLogger({ LOG_LEVEL: 'INFO' });
    const handler = createHandler({ ...apiDependencies, allowedOrigins: [], logger });
    const event = proxyEvent({ route: 'GET /images', query: { status: 'FAILED' } });
    await handler(event, lambdaContext as Context);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { level: 'ERROR', error: { message: 'the index is missing' } },
      { level: 'INFO', route: 'GET /images', status: 500, apiRequestId: 'request-1' },
    ]);
  });
});

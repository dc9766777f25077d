import { createLogger } from '../../../lambda/runtime/logger';
import { captureOutput } from '../../support/captured-output';

describe('the log of a function whose LOG_LEVEL is ERROR', () => {
  const lines = captureOutput();

  it('leaves out INFO, although Lambda’s own filter is at INFO for the sake of metrics', () => {
    process.env.AWS_LAMBDA_LOG_LEVEL = 'INFO';
    const logger = createLogger({ LOG_LEVEL: 'ERROR' });
    logger.info('looked at a photo');
    logger.error('lost a photo');
    expect(lines.join()).not.toContain('looked at a photo');
    expect(lines.join()).toContain('lost a photo');
  });

  it('names the function as its environment does', () => {
    process.env.POWERTOOLS_SERVICE_NAME = 'image-processor';
    createLogger({ LOG_LEVEL: 'INFO' }).info('looked at a photo');
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ service: 'image-processor' });
  });
});

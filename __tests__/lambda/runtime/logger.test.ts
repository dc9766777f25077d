import { createLogger } from '../../../lambda/runtime/logger';
import { captureOutput } from '../../support/captured-output';

describe('the log of a function whose LOG_LEVEL is ERROR', () => {
  const lines = captureOutput();

  it('leaves out INFO, although Lambda’s own filter is at INFO for the sake of metrics', () => {
    process.env.AWS_LAMBDA_LOG_LEVEL = 'INFO';
    const logger = createLogger('process-image', { LOG_LEVEL: 'ERROR' });
    logger.info('looked at a photo');
    logger.error('lost a photo');
    expect(lines.join()).not.toContain('looked at a photo');
    expect(lines.join()).toContain('lost a photo');
  });
});

import { keepsLine } from '../../../local/functions/log-filter';

const lines = {
  debug: '{"level":"DEBUG","message":"looked"}',
  info: '{"level":"INFO","message":"done"}',
  error: '{"level":"error","message":"failed"}',
  metrics: '{"_aws":{"Timestamp":1},"ProcessedImages":1}',
  text: 'a line of text',
  broken: '{"level":"ERROR"',
};

const kept = (applicationLogLevel: 'DEBUG' | 'INFO' | 'ERROR') =>
  Object.entries(lines).flatMap(([name, line]) =>
    keepsLine({ logFormat: 'JSON', applicationLogLevel }, line) ? [name] : [],
  );

describe('Lambda’s filter of log lines', () => {
  it('keeps everything at DEBUG', () => {
    expect(kept('DEBUG')).toEqual(Object.keys(lines));
  });

  it('drops DEBUG at INFO, and takes lines without a valid level for INFO', () => {
    expect(kept('INFO')).toEqual(['info', 'error', 'metrics', 'text', 'broken']);
  });

  it('drops metrics, which have no level, at ERROR', () => {
    expect(kept('ERROR')).toEqual(['error']);
  });

  it('keeps every line of a function with text logs', () => {
    expect(keepsLine({ logFormat: 'Text', applicationLogLevel: 'ERROR' }, lines.debug)).toBe(true);
  });
});

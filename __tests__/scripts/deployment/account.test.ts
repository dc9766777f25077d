import { openAccount } from '../../../scripts/deployment/account';

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

describe('the account of a deployment', () => {
  it('is looked up at AWS_ENDPOINT_URL, without credentials when that is on this machine', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_PROFILE'])
      delete process.env[name];
    process.env.AWS_ENDPOINT_URL = 'http://127.0.0.1:1';
    await expect(openAccount({}, 'us-east-1')).rejects.toThrow(
      /Could not reach the endpoint http:\/\/127\.0\.0\.1:1: .*ECONNREFUSED/,
    );
  });
});

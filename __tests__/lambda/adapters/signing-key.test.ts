import { SigningKey } from '../../../lambda/adapters/cloudfront/signing-key';

const readSecret = jest.fn<Promise<string>, [string]>();
jest.mock('../../../lambda/adapters/read-secret', () => ({ readSecret: (name: string) => readSecret(name) }));

beforeEach(() => readSecret.mockReset());

it('reads the secret once, however many addresses are signed', async () => {
  readSecret.mockResolvedValue('PEM');
  const key = new SigningKey('K1', 'darkroom/key');
  const pairs = await Promise.all([key.read(), key.read(), key.read()]);
  expect(pairs).toEqual(Array.from({ length: 3 }, () => ({ keyPairId: 'K1', privateKey: 'PEM' })));
  expect(readSecret.mock.calls).toEqual([['darkroom/key']]);
});

it('fails retryably when the secret cannot be read, and tries again the next time', async () => {
  readSecret.mockRejectedValueOnce(new Error('denied')).mockResolvedValueOnce('PEM');
  const key = new SigningKey('K1', 'darkroom/key');
  await expect(key.read()).rejects.toMatchObject({
    retryable: true,
    message: expect.stringContaining('denied'),
  });
  expect(await key.read()).toEqual({ keyPairId: 'K1', privateKey: 'PEM' });
});

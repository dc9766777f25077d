import { PublicDelivery, SignedDelivery } from '../../../lambda/adapters/cloudfront/delivery-addresses';
import { SigningKey } from '../../../lambda/adapters/cloudfront/signing-key';
import { signatureProblem } from '../../../local/edge/signed-access';
import { deliveryKeys } from '../../support/delivery-keys';

const URL_OF_CDN = 'https://images.example.com';
const KEY = 'previews/0b1d/v1/thumb.webp';
const HOUR = 3600;
const NOON = Date.UTC(2026, 0, 1, 12, 0, 0);
const { publicKey, privateKey } = deliveryKeys();

/** A key as Secrets Manager has it. */
function signingKey(): SigningKey {
  const key = new SigningKey('K1', 'secret');
  jest.spyOn(key, 'read').mockResolvedValue({ keyPairId: 'K1', privateKey });
  return key;
}

const signedAt = (now: number) =>
  new SignedDelivery(URL_OF_CDN, signingKey(), () => now).addressOf(KEY, HOUR);

/** What CloudFront would say to a request for an address. */
function problemAt(address: string, now: number): string | undefined {
  const { origin, pathname, search } = new URL(address);
  const request = { method: 'GET', uri: pathname, query: search.slice(1), headers: {}, ip: '127.0.0.1' };
  return signatureProblem(request, [{ id: 'K1', publicKey }], origin, now);
}

it('gives addresses of the CDN that do not change', async () => {
  const address = await new PublicDelivery(URL_OF_CDN).addressOf(KEY);
  expect(address).toBe(`${URL_OF_CDN}/${KEY}`);
});

it('signs an address that CloudFront accepts for the requested time only', async () => {
  for (const now of [NOON, NOON + 1800_000, NOON + 3599_000]) {
    const address = await signedAt(now);
    expect(problemAt(address, now)).toBeUndefined();
    expect(problemAt(address, now + HOUR * 1000 - 1)).toBeUndefined();
    expect(problemAt(address, now + 2 * HOUR * 1000)).toBe('Access denied');
  }
});

it('gives the same address for an hour, so that browsers may keep the picture', async () => {
  expect(await signedAt(NOON + 3599_000)).toBe(await signedAt(NOON));
  expect(await signedAt(NOON + 3600_000)).not.toBe(await signedAt(NOON));
});

it.each([
  ['another picture', (address: string) => address.replace('thumb', 'full')],
  ['a later end', (address: string) => address.replace(/Expires=\d/, 'Expires=9')],
  ['another key', (address: string) => address.replace('K1', 'K2')],
])('admits nobody with a signature that is for %s', async (_, changed) => {
  expect(problemAt(changed(await signedAt(NOON)), NOON)).toMatch(/Access denied|Unknown Key/);
});

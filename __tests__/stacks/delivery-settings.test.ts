import { InvalidSettingsError } from '../../stacks/invalid-settings-error';
import { loadSettings } from '../../stacks/settings';
import { deliveryKeys } from '../support/delivery-keys';

const { publicKey } = deliveryKeys();
const load = (environment: Record<string, string>) => loadSettings({ environment, context: {} });

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    load(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettingsError) return error.problems;
    throw error;
  }
}

it('takes public keys one after the other, with real or written line ends', () => {
  const other = deliveryKeys().publicKey;
  const signed = { DELIVERY: 'cloudfront', DELIVERY_ACCESS: 'signed', DELIVERY_PRIVATE_KEY_SECRET: 'key' };
  const text = `${publicKey}\n${other}`;
  expect(load({ ...signed, DELIVERY_PUBLIC_KEY: text }).DELIVERY_PUBLIC_KEY).toEqual([publicKey, other]);
  const written = publicKey.replaceAll('\n', '\\n');
  expect(load({ ...signed, DELIVERY_PUBLIC_KEY: written }).DELIVERY_PUBLIC_KEY).toEqual([publicKey]);
});

it.each([
  ['no key', 'hello'],
  ['a key that is too long', deliveryKeys(4096).publicKey],
  ['a private key', deliveryKeys().privateKey],
  ['a damaged key', publicKey.replace('MIIBIjANBgkqhkiG', 'x')],
  ['more keys than a group holds', publicKey.repeat(6)],
])('refuses %s as DELIVERY_PUBLIC_KEY', (_, text) => {
  expect(problemsOf({ DELIVERY_PUBLIC_KEY: text }).join()).toMatch(
    /DELIVERY_PUBLIC_KEY .* RSA public keys of 2048 bits/s,
  );
});

it.each([
  [
    { DELIVERY_DOMAIN: 'images.example.com' },
    [
      'DELIVERY_DOMAIN has no effect without a delivery',
      'DELIVERY_DOMAIN needs DELIVERY_CERTIFICATE_ARN too',
    ],
  ],
  [{ DELIVERY: 'cloudfront', DELIVERY_DOMAIN: 'images.example.com' }, ['needs DELIVERY_CERTIFICATE_ARN too']],
  [
    { DELIVERY: 'cloudfront', DELIVERY_CERTIFICATE_ARN: 'arn:aws:acm:us-east-1:123456789012:certificate/0a' },
    ['needs DELIVERY_DOMAIN too'],
  ],
  [
    { DELIVERY: 'cloudfront', DELIVERY_ACCESS: 'signed' },
    ['needs DELIVERY_PUBLIC_KEY too', 'needs DELIVERY_PRIVATE_KEY_SECRET too'],
  ],
])('reports what is missing beside %j', (environment, expected) => {
  const problems = problemsOf(environment);
  expect(problems).toEqual(expected.map((text) => expect.stringContaining(text)));
});

it.each([
  ['DELIVERY', 'fastly'],
  ['DELIVERY_DOMAIN', 'https://images.example.com'],
  ['DELIVERY_CERTIFICATE_ARN', 'arn:aws:acm:eu-central-1:123456789012:certificate/0a'],
  ['DELIVERY_PRICE_CLASS', '100'],
  ['DELIVERY_PRIVATE_KEY_SECRET', 'a key'],
])('refuses %s=%s', (name, value) => {
  expect(problemsOf({ [name]: value }).join()).toContain(
    `${name} is "${value}" in the environment, but must be`,
  );
});

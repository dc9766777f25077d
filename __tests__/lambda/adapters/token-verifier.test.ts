import { Issuer } from '../../../lambda/adapters/issuer';
import { tokenVerifier } from '../../../lambda/adapters/token-verifier';
import { ServiceError } from '../../../lambda/domain/errors';
import { AUDIENCE, hs256, strangerSignature, TestIssuer, type TokenPlan } from '../../support/issuer';

let issuer: TestIssuer;
let time = 0;

beforeEach(async () => {
  issuer = await TestIssuer.start();
  time = Date.now();
});
afterEach(() => issuer.stop());

const verifier = (audiences = [AUDIENCE], issuerUrl = issuer.url) =>
  tokenVerifier({ issuer: new Issuer(issuerUrl, () => time, 20_000), issuerUrl, audiences });

const check = (plan: TokenPlan, audiences?: string[]) => verifier(audiences)(issuer.token('alice', plan));

const seconds = () => Math.floor(Date.now() / 1000);

describe('a token', () => {
  it.each(['alice', 'auth0|5f7c', 'google-oauth2|108', 'a+b@example.com', '名前'])(
    'names its person when the issuer signed it: %s',
    async (sub) => {
      expect(await verifier()(issuer.token(sub))).toEqual({ owner: sub });
    },
  );

  it('is accepted for several audiences when this is one of them', async () => {
    expect(await check({ claims: { aud: ['other', AUDIENCE] } })).toEqual({ owner: 'alice' });
    expect(await check({ claims: { aud: 'mobile' } }, [AUDIENCE, 'mobile'])).toEqual({ owner: 'alice' });
  });

  it('is accepted from Amazon Cognito, whose access tokens have a client instead of an audience', async () => {
    expect(await check({ claims: { aud: undefined, client_id: AUDIENCE } })).toEqual({ owner: 'alice' });
    expect(await check({ claims: { aud: 'other', client_id: AUDIENCE } })).toMatchObject({
      refusal: { code: 'TOKEN_INVALID' },
    });
  });

  const anHourAgo = () => seconds() - 3600;
  const inAnHour = () => seconds() + 3600;
  const CASES: readonly (readonly [string, string, RegExp, () => TokenPlan])[] = [
    ['expired', 'TOKEN_EXPIRED', /^The token expired at 20\d\d-/, () => ({ claims: { exp: anHourAgo() } })],
    ['without an end', 'TOKEN_INVALID', /no expiry time/, () => ({ claims: { exp: undefined } })],
    ['not valid yet', 'TOKEN_INVALID', /not valid before/, () => ({ claims: { nbf: inAnHour() } })],
    ['of another audience', 'TOKEN_INVALID', /issued for "other"/, () => ({ claims: { aud: 'other' } })],
    ['without an audience', 'TOKEN_INVALID', /issued for nobody/, () => ({ claims: { aud: undefined } })],
    [
      'of another issuer',
      'TOKEN_INVALID',
      /issued by "https:\/\/evil/,
      () => ({ claims: { iss: 'https://evil' } }),
    ],
    ['of nobody', 'TOKEN_INVALID', /names no person/, () => ({ claims: { sub: undefined } })],
    [
      'of a person with control characters',
      'TOKEN_INVALID',
      /names no person/,
      () => ({ claims: { sub: 'a\nb' } }),
    ],
    ['signed with an unknown key', 'TOKEN_INVALID', /does not publish/, () => ({ header: { kid: 'key-9' } })],
    [
      'whose key is a URL',
      'TOKEN_INVALID',
      /does not publish/,
      () => ({ header: { kid: `${issuer.url}/keys` } }),
    ],
    [
      'whose key is a path',
      'TOKEN_INVALID',
      /does not publish/,
      () => ({ header: { kid: '../../dev/null' } }),
    ],
    ['that names no key', 'TOKEN_INVALID', /does not name the key/, () => ({ header: { kid: undefined } })],
    ['signed by a stranger', 'TOKEN_INVALID', /signature/, () => ({ signature: strangerSignature })],
    [
      'without a signature',
      'TOKEN_INVALID',
      /not accepted|JSON Web Token/,
      () => ({ header: { alg: 'none' }, signature: () => '' }),
    ],
    ['with alg none and a signature', 'TOKEN_INVALID', /not accepted/, () => ({ header: { alg: 'none' } })],
    [
      'signed with the public key as a secret',
      'TOKEN_INVALID',
      /not accepted/,
      () => ({ header: { alg: 'HS256' }, signature: hs256(issuer.publicPem) }),
    ],
    [
      'that brings its own key',
      'TOKEN_INVALID',
      /signature/,
      () => ({ header: { jku: 'https://evil', jwk: {} }, signature: strangerSignature }),
    ],
  ];

  it.each(CASES)('%s is refused as %s', async (_, code, message, plan) => {
    expect(await check(plan())).toEqual({ refusal: { code, message: expect.stringMatching(message) } });
  });

  it.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d', `${'a'.repeat(5000)}.b.c`, '{}.{}.{}'])(
    'is rejected when it is malformed: %p',
    async (text) => {
      expect(await verifier()(text)).toMatchObject({ refusal: { code: 'TOKEN_INVALID' } });
    },
  );
});

describe('the keys of the issuer', () => {
  it('are read once', async () => {
    const verify = verifier();
    for (const sub of ['alice', 'bob', 'carol']) await verify(issuer.token(sub));
    expect(issuer.reads).toBe(1);
  });

  it('remain in use for hours while the issuer is down, when they are known', async () => {
    const verify = verifier();
    await verify(issuer.token('alice'));
    issuer.isDown = true;
    time += 3 * 3_600_000;
    expect(await verify(issuer.token('bob'))).toEqual({ owner: 'bob' });
  });

  it('leave a token undecided when they are not known and the issuer is down', async () => {
    issuer.isDown = true;
    await expect(verifier()(issuer.token('alice'))).rejects.toThrow(ServiceError);
  });

  it('leave a token with a new key undecided while the issuer is down', async () => {
    const verify = verifier();
    await verify(issuer.token('alice'));
    issuer.rotate('key-2');
    issuer.isDown = true;
    await expect(verify(issuer.token('alice'))).rejects.toThrow(ServiceError);
    issuer.isDown = false;
    expect(await verify(issuer.token('alice'))).toEqual({ owner: 'alice' });
  });

  it('are read again after the issuer was down at first', async () => {
    const verify = verifier();
    issuer.isDown = true;
    await expect(verify(issuer.token('alice'))).rejects.toThrow(ServiceError);
    issuer.isDown = false;
    expect(await verify(issuer.token('alice'))).toEqual({ owner: 'alice' });
  });

  it('are not accepted indefinitely after their withdrawal', async () => {
    const verify = verifier();
    const old = issuer.token('alice');
    expect(await verify(old)).toEqual({ owner: 'alice' });
    issuer.rotate('key-2');
    expect(await verify(issuer.token('bob'))).toEqual({ owner: 'bob' });
    time += 2 * 3_600_000;
    expect(await verify(old)).toMatchObject({ refusal: { code: 'TOKEN_INVALID' } });
  });

  it('are not used when the configuration names another issuer', async () => {
    issuer.claimedUrl = 'https://somebody.example';
    await expect(verifier()(issuer.token('alice'))).rejects.toThrow(
      'it is the configuration of https://somebody.example',
    );
  });

  it('are read over HTTPS, except on this machine', async () => {
    await expect(verifier([AUDIENCE], 'http://issuer.example')('a.b.c')).rejects.toThrow(
      'it does not begin with https://',
    );
  });
});

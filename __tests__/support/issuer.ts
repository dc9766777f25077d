import { createHmac, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export const AUDIENCE = 'photo-app';

export interface TokenPlan {
  readonly header?: Readonly<Record<string, unknown>>;
  readonly claims?: Readonly<Record<string, unknown>>;
  /** @default - the issuer's key, RS256 */
  readonly signature?: (input: string) => string;
}

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

const rs256 = (key: KeyObject) => (input: string) =>
  sign('sha256', Buffer.from(input), key).toString('base64url');

/** An OpenID Connect issuer on loopback that signs any token, and can go down. */
export class TestIssuer {
  url = '';
  isDown = false;
  /** The issuer that its configuration names. @default - its address */
  claimedUrl: string | undefined;
  /** The number of requests for its keys. */
  reads = 0;
  private keys = [withKid(FIRST_KEYS, 'key-1')];
  private readonly server: Server;

  private constructor() {
    this.server = createServer((request, response) => {
      if (this.isDown) return response.writeHead(500).end();
      const isKeys = request.url === '/keys';
      if (isKeys) this.reads += 1;
      const body = isKeys ? { keys: this.keys.map(({ jwk }) => jwk) } : this.configuration();
      response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
    });
  }

  static async start(): Promise<TestIssuer> {
    const issuer = new TestIssuer();
    await new Promise<void>((resolve) => issuer.server.listen(0, '127.0.0.1', resolve));
    issuer.url = `http://127.0.0.1:${(issuer.server.address() as AddressInfo).port}`;
    return issuer;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  /** Replaces the key with another one, for signing and in the published keys. */
  rotate(kid: string): void {
    this.keys = [withKid(newKeys(), kid)];
  }

  /** The public key as PEM, which key confusion would use as a secret. */
  get publicPem(): string {
    return this.key.publicKey.export({ type: 'spki', format: 'pem' }).toString();
  }

  /** A token for a person, valid for an hour from a time in epoch seconds unless claims say otherwise. */
  token(sub: string, { header, claims, signature }: TokenPlan = {}, now = Date.now() / 1000): string {
    const { privateKey, jwk } = this.key;
    const times = { iat: Math.floor(now), exp: Math.floor(now) + 3600 };
    const head = base64url({ alg: 'RS256', typ: 'JWT', kid: jwk.kid, ...header });
    const body = base64url({ iss: this.url, aud: AUDIENCE, sub, ...times, ...claims });
    const input = `${head}.${body}`;
    return `${input}.${(signature ?? rs256(privateKey))(input)}`;
  }

  private get key() {
    const [key] = this.keys;
    if (!key) throw new Error('The issuer has no key.');
    return key;
  }

  private configuration() {
    return { issuer: this.claimedUrl ?? this.url, jwks_uri: `${this.url}/keys` };
  }
}

const newKeys = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const FIRST_KEYS = newKeys();

const withKid = ({ publicKey, privateKey }: ReturnType<typeof newKeys>, kid: string) => ({
  publicKey,
  privateKey,
  jwk: { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' },
});

/** Signs with another issuer's key. */
export const strangerSignature = rs256(newKeys().privateKey);

export const hs256 = (secret: string) => (input: string) =>
  createHmac('sha256', secret).update(input).digest('base64url');

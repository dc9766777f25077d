import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Configuration, default as OidcProvider } from 'oidc-provider';
import { browserRefusal } from '../foundation/browser-guard';
import { replyError } from '../foundation/http';
import { isOwnHost, LOOPBACK, listenOnLoopback } from '../foundation/loopback';
import { choicePage } from './choice-page';

/** The people who can sign in, by their `sub`. */
const DEMO_PEOPLE = { ada: 'Ada', ben: 'Ben' } as const;

/** The only application of the issuer, and so the audience of its tokens. */
export const DEMO_CLIENT = 'darkroom-demo';

export interface DemoIssuer {
  readonly url: string;
}

const CHOICE = /^\/people\/[\w-]+$/;
const CHOSEN = /^\/people\/[\w-]+\/(\w+)$/;

/**
 * Starts an OpenID Connect issuer where a person signs in with one click, to try pages without an account. It accepts
 * only pages of this machine, and keeps everything in memory.
 * @throws PortTakenError
 */
export async function startDemoIssuer(port: number): Promise<DemoIssuer> {
  let answer = (_: IncomingMessage, response: ServerResponse): unknown => response.writeHead(503).end();
  const server: Server = createServer((request, response) => {
    const refusal = browserRefusal(request.headers, isAdmitted(request));
    if (refusal) return replyError(response, 403, 'AccessDenied', refusal);
    answer(request, response);
  });
  const url = `http://${LOOPBACK}:${await listenOnLoopback(server, port)}`;
  server.unref();
  const provider = await createProvider(url);
  const standard = provider.callback();
  answer = (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const person = CHOSEN.exec(path)?.[1];
    if (CHOICE.test(path)) return choicePage(response, path, DEMO_PEOPLE);
    if (person === undefined || !(person in DEMO_PEOPLE)) return standard(request, response);
    return provider
      .interactionFinished(request, response, { login: { accountId: person } })
      .catch(() => replyError(response, 400, 'Expired', 'This sign-in has expired. Start it again.'));
  };
  return { url };
}

/** Any page may redirect a person here to sign in. Only pages of this machine may call. */
const isAdmitted = ({ method, headers: { origin } }: IncomingMessage): boolean =>
  origin === undefined ? method === 'GET' : isLocalPage(origin);

const isLocalPage = (origin: string | undefined): boolean =>
  origin !== undefined && URL.canParse(origin) && isOwnHost(new URL(origin).host);

async function createProvider(url: string): Promise<OidcProvider> {
  const provider = await withoutNotices(async () => {
    const { default: Provider } = await import('oidc-provider');
    return new Provider(url, configuration());
  });
  // Every page of this machine is a valid redirect URI, whatever its path.
  provider.Client.prototype.redirectUriAllowed = (uri: string) => isLocalPage(uri);
  return provider;
}

function configuration(): Configuration {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: DEMO_CLIENT,
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`http://${LOOPBACK}/`],
      },
    ],
    jwks: {
      keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), use: 'sig', alg: 'RS256' }],
    },
    cookies: { keys: [randomBytes(32).toString('hex')] },
    features: { devInteractions: { enabled: false } },
    clientBasedCORS: (_, origin) => isLocalPage(origin),
    findAccount: (_, sub) => ({ accountId: sub, claims: async () => ({ sub }) }),
    interactions: { url: (_, { uid }) => `/people/${uid}` },
    loadExistingGrant: async ({ oidc }) => {
      // There is no consent page, because the application learns only who signed in.
      const { provider, client, session } = oidc;
      const grant = new provider.Grant({
        ...(client && { clientId: client.clientId }),
        ...(session?.accountId && { accountId: session.accountId }),
      });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
    ttl: {
      AccessToken: 3600,
      AuthorizationCode: 60,
      IdToken: 3600,
      Grant: 3600,
      Interaction: 3600,
      Session: 3600,
    },
  };
}

/** Suppresses warnings that do not apply: the store in memory is intended, and the library works on Node.js 20. */
async function withoutNotices<Result>(work: () => Promise<Result>): Promise<Result> {
  const { info, warn } = console;
  Object.assign(console, { info() {}, warn() {} });
  try {
    return await work();
  } finally {
    Object.assign(console, { info, warn });
  }
}

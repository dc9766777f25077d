import type { IncomingMessage, ServerResponse } from 'node:http';
import { OPEN_ACCESS, type S3Access } from '../access';
import { allowOrigin, answerPreflight, refuseForeignChange } from '../cors';
import { S3Error } from '../errors';
import type { LifecycleRule } from '../lifecycle/lifecycle-rule';
import { type Expiration, runLifecycle } from '../lifecycle/run-lifecycle';
import { parseRequest, type S3Request } from '../s3-request';
import { sendError } from '../send-response';
import { authenticate } from '../signing/authenticate';
import type { SecretLookup } from '../signing/signature';
import { ObjectStore, type OnEvent } from '../store/object-store';
import type { CorsRule } from '../stored-object';
import { dispatch } from './routes';

/** The errors that reveal that something does not exist. */
const MISSING: readonly string[] = ['NoSuchKey', 'NoSuchVersion'];

export interface S3EndpointOptions {
  /** Everything is kept under this folder, and found there again after a restart. */
  readonly dataDir: string;
  /**
   * Called with each change after it is stored, in the order of the changes. A change whose promise has not resolved
   * when the process is killed is reported again by `reportPending`.
   */
  readonly onEvent: OnEvent;
  /** The secret key of an access key id, which verifies presigned URLs. An unknown id is refused. */
  readonly secretOf: SecretLookup;
  /** Decides on every request. @default everything is allowed */
  readonly access?: S3Access;
  /** The region that the buckets report. @default 'us-east-1' */
  readonly region?: string;
  /** The only account. `x-amz-expected-bucket-owner` must name it. @default '000000000000' */
  readonly accountId?: string;
  /** The reason why so many bytes cannot be stored now, in a sentence. @default they always can */
  readonly whyFull?: (bytes: number) => string | undefined;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
  /** Called with failures that the client did not cause. It gets `InternalError`. @default prints them */
  readonly onFailure?: (error: unknown) => void;
}

export interface BucketSettings {
  /** If absent, an existing bucket keeps its setting, and a new bucket has no versions. */
  readonly versioned?: boolean;
  /** @default none: no page of another origin may read */
  readonly corsRules?: readonly CorsRule[];
  /** @default none: everything is kept */
  readonly lifecycleRules?: readonly LifecycleRule[];
}

/** An S3 endpoint without a server of its own. Pass it the requests of a server. */
export interface S3Endpoint {
  /** Handles one request; never rejects. */
  handle(incoming: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Creates a bucket, or changes the settings of an existing one, which keeps its objects. */
  createBucket(name: string, settings: BucketSettings): Promise<void>;
  /**
   * Removes what the lifecycle rules would have removed at a given time, and reports each change.
   * @param asOf epoch milliseconds
   */
  runLifecycle(asOf: number): Promise<Expiration[]>;
  /** Reports the changes that an earlier run stored and could not report. */
  reportPending(): void;
  /** Resolves once every acknowledged change is on disk. No request may follow. */
  close(): Promise<void>;
}

/** Opens a folder as an S3 endpoint. */
export async function createS3Endpoint(options: S3EndpointOptions): Promise<S3Endpoint> {
  const {
    dataDir,
    onEvent,
    secretOf,
    access = OPEN_ACCESS,
    now = Date.now,
    onFailure = console.error,
    whyFull,
  } = options;
  const { region = 'us-east-1', accountId = '000000000000' } = options;
  const store = await ObjectStore.open({ dataDir, onEvent, now });

  async function answer(request: S3Request, response: ServerResponse): Promise<void> {
    const corsRules = store.index.buckets.get(request.bucket ?? '')?.record.corsRules ?? [];
    if (request.method === 'OPTIONS') {
      answerPreflight(request, response, corsRules);
      return;
    }
    allowOrigin(request, response, corsRules);
    refuseForeignChange(request, corsRules);
    authenticate(request, secretOf, now());
    if ((request.header('x-amz-expected-bucket-owner') ?? accountId) !== accountId) {
      throw new S3Error('AccessDenied');
    }
    refuse(await access.toRequest(request));
    refuseWhileFull(request, whyFull);
    try {
      await dispatch({ request, response, store, access, region });
    } catch (error) {
      if (error instanceof S3Error && MISSING.includes(error.code)) {
        refuse(await access.toKnowMissing(request));
      }
      throw error;
    }
  }

  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    let request: S3Request | undefined;
    try {
      request = parseRequest(incoming);
      response.setHeader('Server', 'AmazonS3');
      // An uploaded object that a browser opens must not run as a page of this origin.
      response.setHeader('X-Content-Type-Options', 'nosniff');
      response.setHeader('Content-Security-Policy', 'sandbox');
      response.setHeader('x-amz-request-id', request.requestId);
      await answer(request, response);
    } catch (error) {
      answerFailure(incoming, response, error, request);
    }
  }

  function answerFailure(
    incoming: IncomingMessage,
    response: ServerResponse,
    error: unknown,
    request: S3Request | undefined,
  ): void {
    const isDisconnected = incoming.socket.destroyed;
    if (!(error instanceof S3Error) && !isDisconnected) onFailure(error);
    if (response.headersSent || isDisconnected) {
      // It is too late for an error response. Only a closed connection shows that the body is incomplete.
      response.destroy();
      return;
    }
    const known = error instanceof S3Error ? error : new S3Error('InternalError');
    sendError(
      request ?? { method: incoming.method ?? 'GET', rawPath: incoming.url ?? '/', requestId: '' },
      response,
      known,
    );
    // The rest of the body is read and discarded, so that the client reads the response.
    incoming.unpipe();
    incoming.resume();
  }

  return {
    handle,
    createBucket: (name, { versioned, corsRules = [], lifecycleRules = [] }) => {
      const { versioned: known = false, suspended = false } = store.index.buckets.get(name)?.record ?? {};
      const kept = versioned === undefined ? { versioned: known, suspended } : { versioned };
      return store.defineBucket({ name, corsRules, lifecycleRules, ...kept });
    },
    runLifecycle: (asOf) => runLifecycle(store, asOf),
    reportPending: () => store.reportPending(),
    close: () => store.close(),
  };
}

/** Deletions are allowed, because they free space. */
function refuseWhileFull(request: S3Request, whyFull: S3EndpointOptions['whyFull']): void {
  const { method, query } = request;
  const isStoring = method === 'PUT' || (method === 'POST' && !query.has('delete'));
  const full = isStoring && whyFull?.(Number(request.header('content-length') ?? 0));
  if (full) throw new S3Error('ServiceUnavailable', { message: full });
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new S3Error('AccessDenied', { message: reason });
}

import type { IncomingMessage, ServerResponse } from 'node:http';
import { OPEN_ACCESS, type S3Access } from '../access';
import { sendError } from '../answer';
import { allowOrigin, answerPreflight, refuseForeignChange } from '../cors';
import { S3Error } from '../errors';
import type { LifecycleRule } from '../lifecycle-rule';
import { ObjectStore, type OnEvent } from '../object-store';
import { authenticate } from '../presigned';
import { type Expiration, runLifecycle } from '../run-lifecycle';
import { parseRequest, type S3Request } from '../s3-request';
import type { SecretLookup } from '../signature';
import type { CorsRule } from '../stored-object';
import { dispatch } from './routes';

/** The errors by which a client learns that something does not exist. */
const MISSING: readonly string[] = ['NoSuchKey', 'NoSuchVersion'];

export interface S3EndpointOptions {
  /** Everything is kept under this folder, and found there again after a restart. */
  readonly dataDir: string;
  /**
   * Called with each change after it is stored, in the order of the changes. A change whose promise has not resolved
   * when the process is killed is reported again by `reportPending`.
   */
  readonly onEvent: OnEvent;
  /** The secret key of an access key id. Presigned URLs are verified by it; an unknown id is refused. */
  readonly secretOf: SecretLookup;
  /** Decides on every request. @default everybody may do everything */
  readonly access?: S3Access;
  /** Where the buckets say they are. @default 'us-east-1' */
  readonly region?: string;
  /** The only account there is: `x-amz-expected-bucket-owner` must name it. @default '000000000000' */
  readonly accountId?: string;
  /** Why so many bytes cannot be stored now, in a sentence. @default they always can */
  readonly whyFull?: (bytes: number) => string | undefined;
  /** Epoch milliseconds. @default Date.now */
  readonly now?: () => number;
  /** Called with failures that are no fault of the client, who gets `InternalError`. @default prints them */
  readonly onFailure?: (error: unknown) => void;
}

export interface BucketSettings {
  /** Absent, when the bucket keeps the setting that it has; a new one has no versions. */
  readonly versioned?: boolean;
  /** @default none: no page of another origin may read */
  readonly corsRules?: readonly CorsRule[];
  /** @default none: everything is kept */
  readonly lifecycleRules?: readonly LifecycleRule[];
}

/** An S3 endpoint without a server of its own: give it the requests of one. */
export interface S3Endpoint {
  /** Handles one request; never rejects. */
  handle(incoming: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Makes a bucket, or gives an existing one these settings; its objects stay. */
  createBucket(name: string, settings: BucketSettings): Promise<void>;
  /**
   * Removes what the lifecycle rules would have removed at a moment, and reports it like every change.
   * @param asOf epoch milliseconds
   */
  runLifecycle(asOf: number): Promise<Expiration[]>;
  /** Reports the changes that an earlier run stored and could not report. */
  reportPending(): void;
  /** Resolves once everything that was answered is on disk. No request may come after it. */
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
    const hungUp = incoming.socket.destroyed;
    if (!(error instanceof S3Error) && !hungUp) onFailure(error);
    if (response.headersSent || hungUp) {
      // Too late for another answer: a cut connection is the only way to say that the body is not whole.
      response.destroy();
      return;
    }
    const known = error instanceof S3Error ? error : new S3Error('InternalError');
    sendError(
      request ?? { method: incoming.method ?? 'GET', rawPath: incoming.url ?? '/', requestId: '' },
      response,
      known,
    );
    // The rest of the body is read and dropped, so that the client reads the response.
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

/** Deletions are let through, because they make room. */
function refuseWhileFull(request: S3Request, whyFull: S3EndpointOptions['whyFull']): void {
  const { method, query } = request;
  const isStoring = method === 'PUT' || (method === 'POST' && !query.has('delete'));
  const full = isStoring && whyFull?.(Number(request.header('content-length') ?? 0));
  if (full) throw new S3Error('ServiceUnavailable', { message: full });
}

function refuse(reason: string | undefined): void {
  if (reason !== undefined) throw new S3Error('AccessDenied', { message: reason });
}

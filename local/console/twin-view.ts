import type { ImageRecord } from '../../lambda/domain/image-record';
import type { PipelineDiagram } from './pipeline-diagram';

/** The fields of an image's newest record that the gallery needs; the API has the rest. */
export const SUMMARY_FIELDS = [
  'imageId',
  'timestamp',
  'processingStatus',
  'key',
  'userId',
  'size',
  'format',
  'width',
  'height',
  'thumbHash',
  'dominantColor',
  'error',
  'durationMs',
  'processedAt',
] as const satisfies readonly (keyof ImageRecord)[];

export type ImageSummary = Pick<ImageRecord, (typeof SUMMARY_FIELDS)[number]> & {
  readonly previews?: readonly Pick<
    NonNullable<ImageRecord['previews']>[number],
    'key' | 'width' | 'height' | 'size'
  >[];
};

/** The stations of one upload, in order. A twin that cannot see one of them leaves it out. */
export type Stage =
  | 'uploaded'
  | 'queued'
  | 'download'
  | 'inspect'
  | 'render'
  | 'store'
  | 'recorded'
  | 'published'
  | 'mailed';

/** The place of an upload: a station, or the dead-letter queue until somebody redrives it. */
export type StageOrDeadLetter = Stage | 'dead-letter';

/** The arrival of an upload at a station, for the first time or again. */
export interface StageReached {
  readonly imageId: string;
  readonly key: string;
  readonly stage: StageOrDeadLetter;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** Messages, as SQS counts them. */
export interface QueueDepths {
  readonly waiting: number;
  /** Received and not yet deleted or returned. */
  readonly inFlight: number;
  readonly deadLetters: number;
}

/** A finished call of a function. */
export interface Invocation {
  readonly functionName: string;
  readonly requestId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly durationMs: number;
  readonly outcome: 'ok' | 'error' | 'timeout';
  /** The failure, in a sentence. */
  readonly message?: string;
  /** The reasons why messages of its batch return to the queue, although the call itself succeeded. */
  readonly returned?: readonly string[];
}

/** A message of the dead-letter queue. */
export interface DeadLetter {
  readonly messageId: string;
  /** Epoch milliseconds: when it was first sent to the uploads queue. */
  readonly sentAt: number;
  /** Its first characters. */
  readonly body: string;
  /** Object keys; none in a malformed message. */
  readonly keys: readonly string[];
  /** Why the last attempt failed. */
  readonly reason: string;
  /** Whether another attempt can succeed: no attempt can read a malformed message. */
  readonly canBeRedriven: boolean;
}

/** The functions' own metrics of one minute, aggregated as in CloudWatch. */
export interface MetricMinute {
  /** Start of the minute, epoch milliseconds. */
  readonly minute: number;
  readonly processed: number;
  readonly failed: number;
  /** Milliseconds; absent in a minute without any. */
  readonly durationAverage?: number;
  readonly durationP95?: number;
  /** Bytes. */
  readonly sourceBytes: number;
  readonly previewBytes: number;
}

export interface Alarm {
  readonly name: string;
  readonly state: 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';
  /** The description of the alarm's resource. */
  readonly description: string;
  /** E.g. `ApproximateNumberOfMessagesVisible >= 1 for 1 of 1 periods of 60 s`. */
  readonly condition: string;
  /** Why it is in this state. */
  readonly reason: string;
  /** Epoch milliseconds since when. */
  readonly since: number;
}

/** An e-mail that SNS would have sent. */
export interface Mail {
  readonly id: string;
  /** Epoch milliseconds. */
  readonly at: number;
  readonly to: string;
  readonly from: string;
  readonly subject: string;
  /** Plain text. */
  readonly body: string;
  readonly topic: string;
}

/** Facts that do not change while the twin runs. */
export interface TwinInfo {
  readonly environment: string;
  readonly region: string;
  readonly accountId: string;
  /** Origin of the AWS endpoint, which receives presigned uploads. */
  readonly awsEndpoint: string;
  /** Path of the REST API on the console's own origin, without a slash at the end. */
  readonly apiPath: string;
  /** Public base URL of the processed bucket, with a slash at the end. */
  readonly previewBaseUrl: string;
  /** Addresses that notifications go to. */
  readonly recipients: readonly string[];
  /** Bytes. */
  readonly maxImageSize: number;
}

export interface TwinSnapshot {
  readonly info: TwinInfo;
  readonly diagram: PipelineDiagram;
  readonly images: readonly ImageSummary[];
  /** Uploads in progress, oldest first. */
  readonly stages: readonly StageReached[];
  readonly queues: QueueDepths;
  readonly alarms: readonly Alarm[];
  /** Newest last. */
  readonly mails: readonly Mail[];
  /** Newest last. */
  readonly invocations: readonly Invocation[];
  /** Oldest first, an hour or so. */
  readonly metrics: readonly MetricMinute[];
}

/** A change in the twin, with the complete new value. */
export type TwinChange =
  | { readonly type: 'image'; readonly image: ImageSummary }
  | { readonly type: 'image-removed'; readonly imageId: string }
  | { readonly type: 'stage'; readonly reached: StageReached }
  | { readonly type: 'queues'; readonly queues: QueueDepths }
  | { readonly type: 'alarm'; readonly alarm: Alarm }
  | { readonly type: 'mail'; readonly mail: Mail }
  | { readonly type: 'invocation'; readonly invocation: Invocation }
  | { readonly type: 'metrics'; readonly minute: MetricMinute };

export interface PreviewBody {
  readonly contentType: string;
  readonly bytes: Uint8Array;
}

/**
 * Everything the console needs of the twin. Uploading, retrying and deleting are not here: the browser
 * does those through the REST API and presigned URLs, as any other client would.
 */
export interface TwinView {
  readonly info: TwinInfo;
  snapshot(): Promise<TwinSnapshot>;
  /** Calls `listener` with each later change. Returns a function that stops this. */
  subscribe(listener: (change: TwinChange) => void): () => void;
  /** A preview by its key in the processed bucket; `undefined` when there is none. */
  readPreview(key: string): Promise<PreviewBody | undefined>;
  /** Oldest first. */
  deadLetters(): Promise<readonly DeadLetter[]>;
  /** Moves the dead letters that can be redriven back to their source queue. Returns their number. */
  redriveDeadLetters(): Promise<number>;
  /** Removes one dead letter. Returns whether it was there. */
  discardDeadLetter(messageId: string): Promise<boolean>;
}

import { imageIdOf, PREVIEWS_PREFIX } from '../../../lambda/domain/image-record';
import { parseUploadMessage } from '../../../lambda/process-image/upload-event';
import { pipelineOf } from '../../../plan/topology/pipeline';
import type { Topology } from '../../../plan/topology/topology';
import { accessKeyIdOf } from '../../foundation/credentials';
import type { WatchedCall } from '../../gateway/gateway';
import type { StageOrDeadLetter } from '../twin-view';
import { changedImages } from './changed-images';

export interface CallListener {
  /** Called when an upload has reached a stage. `key` is given only if the call names it. */
  readonly onStage: (imageId: string, stage: StageOrDeadLetter, key?: string, at?: number) => void;
  /** Called when rows of an image were written or removed. */
  readonly onRecordChange: (imageId: string) => void;
}

/** Derives the progress of each upload from the calls to the AWS endpoint. */
export function callWatch(topology: Topology, { onStage, onRecordChange }: CallListener) {
  const { sourceBucket, processedBucket, uploadsQueue, table } = pipelineOf(topology);
  const functionKeys = new Set(topology.functions.map(({ roleArn }) => accessKeyIdOf(roleArn)));

  const watchers: Readonly<Record<string, (call: WatchedCall) => void>> = {
    s3: watchStore,
    sqs: onceDone(watchQueue),
    dynamodb: onceDone(watchTable),
    events: onceDone(watchEvents),
  };
  return (call: WatchedCall): void => watchers[call.service]?.(call);

  function watchStore({ accessKeyId, operation, bucket, key = '', status }: WatchedCall): void {
    if (!functionKeys.has(accessKeyId ?? '')) return;
    if (operation === 'GetObject' && bucket === sourceBucket.name) watchRead(key, status);
    const isWrite = operation === 'PutObject' && bucket === processedBucket.name && status === undefined;
    const [, imageId] = key.split('/');
    if (isWrite && imageId && key.startsWith(PREVIEWS_PREFIX)) onStage(imageId, 'store');
  }

  function watchRead(key: string, status: number | undefined): void {
    const imageId = imageIdOf(sourceBucket.name, key);
    if (status === undefined) onStage(imageId, 'download', key);
    else if (status < 300) onStage(imageId, 'render', key);
  }

  function watchTable({ operation, body }: WatchedCall): void {
    for (const imageId of changedImages(operation, body, table.name)) onRecordChange(imageId);
  }

  function watchQueue({ operation, body }: WatchedCall): void {
    if (operation !== 'SendMessage') return;
    const { QueueUrl: url = '', MessageBody: message = '' } = JSON.parse(body.toString());
    if (!String(url).endsWith(`/${uploadsQueue.name}`)) return;
    for (const { bucket, key, kind, eventTime } of eventsIn(message, sourceBucket.name)) {
      if (kind !== 'created') continue;
      const imageId = imageIdOf(bucket, key);
      onStage(imageId, 'uploaded', key, eventTime);
      onStage(imageId, 'queued', key);
    }
  }

  function watchEvents({ body }: WatchedCall): void {
    const { Entries: entries = [] }: { Entries?: { DetailType?: string; Detail?: string }[] } = JSON.parse(
      body.toString(),
    );
    for (const { DetailType: type = '', Detail: detail = '{}' } of entries) {
      if (!type.startsWith('Image Processing')) continue;
      const { imageId, key } = JSON.parse(detail);
      if (typeof imageId === 'string') onStage(imageId, 'published', key);
    }
  }
}

/** Watches successful calls only: their bodies are well-formed. */
const onceDone =
  (watch: (call: WatchedCall) => void) =>
  (call: WatchedCall): void => {
    if (call.status !== undefined && call.status < 300) watch(call);
  };

/** The upload events of a message; none for a malformed message, which the processor refuses. */
export function eventsIn(message: string, bucket: string): ReturnType<typeof parseUploadMessage> {
  try {
    return parseUploadMessage(message, bucket);
  } catch {
    return [];
  }
}

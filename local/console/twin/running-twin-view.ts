import { GetObjectCommand, NoSuchKey } from '@aws-sdk/client-s3';
import { imageIdOf } from '../../../lambda/domain/image-record';
import { type Pipeline, pipelineOf } from '../../../plan/topology/pipeline';
import type { Topology } from '../../../plan/topology/topology';
import type { EndedInvocation } from '../../functions/function-host';
import type { LoggedProblem } from '../../functions/logged-problem';
import type { Gateway } from '../../gateway/gateway';
import type { Twin } from '../../twin/twin';
import type {
  DeadLetter,
  Invocation,
  PreviewBody,
  QueueDepths,
  StageOrDeadLetter,
  TwinChange,
  TwinInfo,
  TwinSnapshot,
  TwinView,
} from '../twin-view';
import { callWatch, eventsIn } from './call-watch';
import { deadLetterOf, isMalformed } from './dead-letters';
import { diagramOf } from './diagram-of-topology';
import { ImageIndex } from './image-index';
import { metricMinutes, queueDepths } from './polled-state';
import { discardMessages, moveMessages } from './redrive';
import { ReturnedMessages } from './returned-messages';
import { UploadProgress } from './upload-progress';

const SAMPLE_MS = 1_000;
const CHART_MINUTES = 60;
const LATEST_MINUTES = 2;
const KEPT_INVOCATIONS = 100;

/** The console's view of a running twin, from the calls to its endpoint and from polling once a second. */
export class RunningTwinView implements TwinView {
  readonly info: TwinInfo;
  private readonly parts: Pipeline;
  private readonly index: ImageIndex;
  private readonly uploadProgress = new UploadProgress();
  private readonly listeners = new Set<(change: TwinChange) => void>();
  /** The last report about each subject. */
  private readonly lastReports = new Map<string, string>();
  private readonly reportedDeadLetters = new Set<string>();
  private readonly returned = new ReturnedMessages();
  /** Images whose records have changed while no console was open. */
  private readonly unread = new Set<string>();
  private invocations: readonly Invocation[] = [];

  constructor(
    private readonly twin: Twin,
    gateway: Pick<Gateway, 'watch'>,
    apiPath: string,
  ) {
    const { topology, clients, account } = twin;
    this.parts = pipelineOf(topology);
    this.info = infoOf(topology, this.parts, account.outbox.recipients, apiPath);
    this.index = new ImageIndex(clients.dynamoDb, this.parts.table.name);
    gateway.watch(
      callWatch(topology, {
        onStage: (imageId, stage, key, at) => this.reach(imageId, stage, key, at),
        onRecordChange: (imageId) => this.recordChanged(imageId),
      }),
    );
    account.outbox.subscribe((mail) => {
      this.emit({ type: 'mail', mail });
      const whose = this.uploadProgress.mailed(mail);
      if (whose) this.reach(whose.imageId, 'mailed', whose.key);
    });
    setInterval(() => void this.sample().catch(() => {}), SAMPLE_MS).unref();
  }

  async snapshot(): Promise<TwinSnapshot> {
    const { account, topology } = this.twin;
    await this.readUnread();
    return {
      info: this.info,
      diagram: diagramOf(topology),
      images: await this.index.all(),
      stages: this.uploadProgress.stages,
      queues: await this.depths(),
      alarms: account.monitoring.alarms.statuses,
      mails: account.outbox.mails,
      invocations: this.invocations,
      metrics: this.metrics(CHART_MINUTES),
    };
  }

  subscribe(listener: (change: TwinChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async readPreview(key: string): Promise<PreviewBody | undefined> {
    try {
      const { Body, ContentType = 'application/octet-stream' } = await this.twin.clients.s3.send(
        new GetObjectCommand({ Bucket: this.parts.processedBucket.name, Key: key }),
      );
      return Body && { contentType: ContentType, bytes: await Body.transformToByteArray() };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  }

  async deadLetters(): Promise<readonly DeadLetter[]> {
    const { deadLetterQueue, sourceBucket } = this.parts;
    if (!deadLetterQueue) return [];
    const messages = await this.twin.messagesOf(deadLetterQueue.name);
    return messages
      .map((message) => deadLetterOf(message, sourceBucket.name, this.twin.causeOf))
      .toSorted((a, b) => a.sentAt - b.sentAt);
  }

  async redriveDeadLetters(): Promise<number> {
    const { deadLetterQueue, uploadsQueue, sourceBucket } = this.parts;
    if (!deadLetterQueue) return 0;
    this.reportedDeadLetters.clear();
    return moveMessages(
      this.twin.clients.sqs,
      deadLetterQueue,
      uploadsQueue,
      ({ Body = '' }) => !isMalformed(Body, sourceBucket.name),
    );
  }

  async discardDeadLetter(messageId: string): Promise<boolean> {
    const { deadLetterQueue } = this.parts;
    if (!deadLetterQueue) return false;
    const hasId = ({ MessageId }: { MessageId?: string | undefined }) => MessageId === messageId;
    return (await discardMessages(this.twin.clients.sqs, deadLetterQueue, hasId)) > 0;
  }

  /** Takes a finished call of a function. */
  invocationEnded(ended: EndedInvocation): void {
    const invocation = this.returned.complete(ended);
    this.invocations = [...this.invocations, invocation].slice(-KEPT_INVOCATIONS);
    this.emit({ type: 'invocation', invocation });
  }

  /** Takes an error that a function logged, before its call has ended or a moment after it. */
  problemLogged(problem: LoggedProblem): void {
    this.returned.take(problem);
    const index = this.invocations.findIndex(({ requestId }) => requestId === problem.requestId);
    const ended = this.invocations[index];
    if (!ended) return;
    const invocation = this.returned.complete(ended);
    this.invocations = this.invocations.with(index, invocation);
    this.emit({ type: 'invocation', invocation });
  }

  private reach(imageId: string, stage: StageOrDeadLetter, named?: string, at = Date.now()): void {
    const key = named ?? this.uploadProgress.keyOf(imageId) ?? this.index.get(imageId)?.key;
    if (key === undefined) return;
    const reached = { imageId, key, stage, at };
    this.uploadProgress.add(reached);
    // The record is terminal, and is not read while no console is open.
    if (stage === 'published' && this.listeners.size === 0) this.uploadProgress.end(imageId);
    this.emit({ type: 'stage', reached });
  }

  /** Reads a changed record, unless no console is open. */
  private recordChanged(imageId: string): void {
    if (this.listeners.size === 0) this.unread.add(imageId);
    else void this.refresh(imageId).catch(() => {});
  }

  /** Reads the records that have changed while no console was open. */
  private async readUnread(): Promise<void> {
    if (this.unread.size === 0) return;
    const changed = [...this.unread];
    this.unread.clear();
    await this.index.readAgain();
    for (const imageId of changed) {
      const image = this.index.get(imageId);
      if (image?.processingStatus !== 'PROCESSING') this.uploadProgress.end(imageId);
    }
  }

  private async refresh(imageId: string): Promise<void> {
    const image = await this.index.refresh(imageId);
    if (!image) {
      this.uploadProgress.end(imageId);
      this.emit({ type: 'image-removed', imageId });
      return;
    }
    const isTerminal = image.processingStatus !== 'PROCESSING';
    if (isTerminal && this.uploadProgress.keyOf(imageId)) this.reach(imageId, 'recorded', image.key);
    if (isTerminal) this.uploadProgress.end(imageId);
    this.emit({ type: 'image', image });
  }

  /** Polls the state that no call reports. Skipped while no console is open. */
  private async sample(): Promise<void> {
    if (this.listeners.size === 0) return;
    const queues = await this.depths();
    this.emitIfNew('queues', { type: 'queues', queues });
    if (queues.deadLetters > this.reportedDeadLetters.size) await this.reportDeadLetters();
    for (const alarm of this.twin.account.monitoring.alarms.statuses) {
      this.emitIfNew(`alarm ${alarm.name}`, { type: 'alarm', alarm });
    }
    for (const minute of this.metrics(LATEST_MINUTES)) {
      this.emitIfNew(`minute ${minute.minute}`, { type: 'metrics', minute });
    }
  }

  private async reportDeadLetters(): Promise<void> {
    const { deadLetterQueue, sourceBucket } = this.parts;
    if (!deadLetterQueue) return;
    for (const { body } of await this.twin.messagesOf(deadLetterQueue.name)) {
      if (this.reportedDeadLetters.has(body)) continue;
      this.reportedDeadLetters.add(body);
      for (const { bucket, key } of eventsIn(body, sourceBucket.name)) {
        this.reach(imageIdOf(bucket, key), 'dead-letter', key);
      }
    }
  }

  private depths(): Promise<QueueDepths> {
    return queueDepths(this.twin.clients.sqs, this.parts.uploadsQueue, this.parts.deadLetterQueue);
  }

  private metrics(minutes: number) {
    return metricMinutes(this.twin.account.monitoring.metrics, this.info.environment, Date.now(), minutes);
  }

  private emitIfNew(subject: string, change: TwinChange): void {
    const text = JSON.stringify(change);
    if (this.lastReports.get(subject) === text) return;
    this.lastReports.set(subject, text);
    this.emit(change);
  }

  private emit(change: TwinChange): void {
    for (const listener of this.listeners) listener(change);
  }
}

function infoOf(
  { place }: Topology,
  { processor, processedBucket }: Pipeline,
  recipients: readonly string[],
  apiPath: string,
): TwinInfo {
  return {
    environment: processor.environment.ENVIRONMENT ?? '',
    region: place.region,
    accountId: place.accountId,
    awsEndpoint: place.endpoint,
    apiPath,
    previewBaseUrl: `${place.endpoint}/${processedBucket.name}/`,
    recipients,
    maxImageSize: Number(processor.environment.MAX_IMAGE_SIZE),
  };
}

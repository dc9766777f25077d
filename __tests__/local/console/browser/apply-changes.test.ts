import { applyChanges } from '../../../../local/console/browser/state/apply-changes';
import { type ConsoleState, stateOfSnapshot } from '../../../../local/console/browser/state/console-state';
import {
  LINGER_MS,
  withClosed,
  withoutFinished,
} from '../../../../local/console/browser/state/finished-uploads';
import { outcomesOf } from '../../../../local/console/browser/state/outcomes';
import type {
  ImageSummary,
  StageReached,
  TwinChange,
  TwinSnapshot,
} from '../../../../local/console/twin-view';

const NOON = Date.UTC(2026, 5, 21, 12);

const emptyState = (stages: readonly StageReached[] = []): ConsoleState =>
  stateOfSnapshot({
    info: {} as TwinSnapshot['info'],
    diagram: { components: [], arrows: [] },
    images: [],
    stages,
    queues: { waiting: 0, inFlight: 0, deadLetters: 0 },
    alarms: [],
    mails: [],
    invocations: [],
    metrics: [],
  });

const stage = (name: StageReached['stage'], at = NOON): TwinChange => ({
  type: 'stage',
  reached: { imageId: 'i', key: 'uploads/fog.jpg', stage: name, at },
});

const image = (processingStatus: ImageSummary['processingStatus'], imageId = 'i'): TwinChange => ({
  type: 'image',
  image: {
    imageId,
    timestamp: NOON,
    processingStatus,
    key: 'uploads/fog.jpg',
    ...(processingStatus !== 'PROCESSING' && { processedAt: '2026-06-21T12:00:01Z' }),
    ...(processingStatus === 'FAILED' && {
      error: { code: 'CORRUPT_IMAGE', message: 'It is cut off.' } as const,
    }),
  },
});

const stateAfter = (...changes: TwinChange[]) => applyChanges(emptyState(), changes, NOON);

describe('changes of the state', () => {
  test('an upload gathers its stages, lingers when it has ended, and leaves', () => {
    const state = stateAfter(
      stage('uploaded'),
      stage('queued', NOON + 5),
      stage('render'),
      image('COMPLETED'),
    );
    expect(Object.keys(state.progress.get('i')?.reached ?? {})).toEqual(['uploaded', 'queued', 'render']);
    expect(withoutFinished(state, NOON + LINGER_MS - 1)).toBe(state);
    expect(withoutFinished(state, NOON + LINGER_MS).progress.size).toBe(0);
    expect(withoutFinished(state, NOON + LINGER_MS).images.size).toBe(1);
  });

  test('a failed upload and a dead letter stay listed until somebody closes them', () => {
    const later = NOON + 100 * LINGER_MS;
    for (const end of [image('FAILED'), stage('dead-letter')]) {
      const state = stateAfter(stage('uploaded'), end);
      const kept = withoutFinished(state, later);
      expect(kept.progress.get('i')?.isClosed).toBeUndefined();
      expect(kept.progress.size).toBe(1);
      const closed = withoutFinished(withClosed(kept, ['i']), later);
      expect(closed.progress.get('i')?.isClosed ?? true).toBe(true);
    }
  });

  test('an upload in progress cannot be closed', () => {
    expect(withClosed(stateAfter(stage('queued')), ['i']).progress.get('i')?.isClosed).toBeUndefined();
  });

  test('a dead letter of before the page was opened is not listed until it moves', () => {
    const letter = { imageId: 'i', key: 'uploads/fog.jpg', stage: 'dead-letter', at: NOON } as const;
    const opened = emptyState([letter]);
    expect(opened.progress.get('i')?.isClosed).toBe(true);
    expect(applyChanges(opened, [stage('queued')], NOON).progress.get('i')?.isClosed).toBeUndefined();
  });

  test('a retry starts from the queue again', () => {
    const state = stateAfter(
      stage('uploaded'),
      stage('queued'),
      stage('download'),
      stage('render'),
      stage('download'),
    );
    expect(Object.keys(state.progress.get('i')?.reached ?? {})).toEqual(['uploaded', 'queued', 'download']);
  });

  test('a new upload under the same key has nothing behind it', () => {
    const state = stateAfter(stage('uploaded'), stage('store'), stage('uploaded', NOON + 60_000));
    expect(Object.keys(state.progress.get('i')?.reached ?? {})).toEqual(['uploaded']);
  });

  test('a dead letter is given up on until it is queued again', () => {
    const given = stateAfter(stage('uploaded'), stage('queued'), stage('dead-letter'));
    expect(given.progress.get('i')).toMatchObject({ isDeadLetter: true, endedAt: NOON });
    const again = applyChanges(given, [stage('queued', NOON + 9)], NOON).progress.get('i');
    expect(again).toEqual({
      imageId: 'i',
      key: 'uploads/fog.jpg',
      startedAt: NOON + 9,
      reached: { queued: NOON + 9 },
      isDeadLetter: false,
    });
  });

  test('an upload that is announced twice does not stay in progress', () => {
    expect(stateAfter(image('COMPLETED'), stage('published')).progress.get('i')?.endedAt).toBe(NOON);
  });

  test('a removed image leaves everywhere', () => {
    const state = stateAfter(stage('uploaded'), image('PROCESSING'), { type: 'image-removed', imageId: 'i' });
    expect([state.images.size, state.progress.size]).toEqual([0, 0]);
  });

  test('a snapshot brings what was under way', () => {
    const reached = { imageId: 'i', key: 'uploads/fog.jpg', stage: 'queued', at: NOON } as const;
    expect(emptyState([reached]).progress.get('i')?.reached).toEqual({ queued: NOON });
  });

  test('mails and minutes that arrive twice are kept once', () => {
    const mail = { id: 'm', at: NOON, to: '', from: '', subject: '', body: '', topic: '' };
    const minute = { minute: NOON, processed: 1, failed: 0, sourceBytes: 5, previewBytes: 1 };
    const state = stateAfter(
      { type: 'mail', mail },
      { type: 'mail', mail },
      { type: 'metrics', minute },
      { type: 'metrics', minute: { ...minute, processed: 2 } },
    );
    expect(state.mails).toEqual([mail]);
    expect(state.metrics).toEqual([{ ...minute, processed: 2 }]);
  });
});

describe('the announcements of changes', () => {
  test('name one outcome, with its reason', () => {
    expect(outcomesOf(emptyState(), [image('COMPLETED')])).toBe('fog.jpg is ready.');
    expect(outcomesOf(emptyState(), [image('FAILED')])).toBe('fog.jpg failed. It is cut off.');
  });

  test('give the number of many outcomes', () => {
    const changes = [
      image('COMPLETED', 'a'),
      image('COMPLETED', 'b'),
      image('FAILED', 'c'),
      image('FAILED', 'd'),
    ];
    expect(outcomesOf(emptyState(), changes)).toBe('2 photos are ready. 2 photos failed.');
  });

  test('contain neither work in progress nor earlier announcements', () => {
    expect(outcomesOf(emptyState(), [image('PROCESSING')])).toBe('');
    expect(outcomesOf(stateAfter(image('COMPLETED')), [image('COMPLETED')])).toBe('');
  });
});

import { historiesOf } from './histories-of';
import type { Versioning } from './in-memory-image-store';
import { KeyHistory, type Step } from './key-history';
import { type Photos, twoPhotos } from './two-photos';

/** The maximum length of a history that is delivered in every way. */
const STEPS = Number(process.env.HISTORY_STEPS ?? 4);

/** Histories of up to four steps, each with an effect. */
const HISTORIES: Readonly<Record<Versioning, number>> = { Enabled: 339, Suspended: 231, Off: 68 };

/** Announcements follow the order of messages, which some deliveries reverse. */
const ANNOUNCEMENT = /announced last|was told/;

/** A way to deliver the messages of a history to the pipeline. */
type Delivery = (steps: readonly Step[], begin: () => KeyHistory) => Promise<KeyHistory[]>;

const inOrder: Delivery = async (steps, begin) => {
  const history = begin();
  for (const step of steps) {
    const before = history.events.length;
    history.do(step);
    for (const event of history.events.slice(before)) await history.deliver(event);
  }
  return [history];
};

const late: Delivery = async (steps, begin) => {
  const history = begin();
  for (const step of steps) history.do(step);
  for (const event of history.events) await history.deliver(event);
  return [history];
};

const reversed: Delivery = async (steps, begin) => {
  const history = begin();
  for (const step of steps) history.do(step);
  for (const event of history.events.toReversed()) await history.deliver(event);
  return [history];
};

/** One request to the API, after any of the steps and before any of their messages. */
const asked: Delivery = (steps, begin) =>
  Promise.all(
    steps.map(async (_, moment) => {
      const history = begin();
      for (const [index, step] of steps.entries()) {
        history.do(step);
        if (index === moment) await history.ask();
      }
      for (const event of history.events) await history.deliver(event);
      return history;
    }),
  );

/** A request to the API after every step, and the messages in the wrong order. */
const askedReversed: Delivery = async (steps, begin) => {
  const history = begin();
  for (const step of steps) {
    history.do(step);
    await history.ask();
  }
  for (const event of history.events.toReversed()) await history.deliver(event);
  return [history];
};

/** Any one message is lost, and `reconcile --fix` runs. */
const oneLost: Delivery = (steps, begin) =>
  Promise.all(steps.map((_, lost) => withoutMessages(steps, [lost], begin)));

/** Any two messages are lost, and `reconcile --fix` runs. */
const twoLost: Delivery = (steps, begin) =>
  Promise.all(
    steps.flatMap((_, first) =>
      steps.slice(first + 1).map((__, more) => withoutMessages(steps, [first, first + 1 + more], begin)),
    ),
  );

async function withoutMessages(
  steps: readonly Step[],
  lost: readonly number[],
  begin: () => KeyHistory,
): Promise<KeyHistory> {
  const history = begin();
  for (const [index, step] of steps.entries()) {
    const before = history.events.length;
    history.do(step);
    if (lost.includes(index)) continue;
    for (const event of history.events.slice(before)) await history.deliver(event);
  }
  await history.reconcile();
  return history;
}

interface Way {
  readonly name: string;
  readonly deliver: Delivery;
  readonly isInOrder: boolean;
}

const WAYS: readonly Way[] = [
  { name: 'each message comes at once', deliver: inOrder, isInOrder: true },
  { name: 'all messages come late', deliver: late, isInOrder: true },
  { name: 'all messages come late, the last one first', deliver: reversed, isInOrder: false },
  { name: 'the API is asked once, before any message comes', deliver: asked, isInOrder: false },
  {
    name: 'the API is asked after each step, and the last message comes first',
    deliver: askedReversed,
    isInOrder: false,
  },
  { name: 'one message is lost, and reconcile repairs it', deliver: oneLost, isInOrder: false },
  { name: 'two messages are lost, and reconcile repairs it', deliver: twoLost, isInOrder: false },
];

/** Every history of up to four steps of one key in one kind of bucket, delivered in every way. */
export function describeShortHistories(versioning: Versioning): void {
  let photos: Photos;
  beforeAll(async () => {
    photos = await twoPhotos();
  });

  it.each(WAYS)(
    'leave record, previews and bucket the same when $name',
    async (way) => {
      const differences: string[] = [];
      let histories = 0;
      for (const history of historiesOf(versioning, STEPS, photos)) {
        histories += 1;
        const worlds = await way.deliver(history, () => new KeyHistory(versioning, photos));
        for (const world of worlds) {
          const all = await world.differences();
          const counted = way.isInOrder ? all : all.filter((reason) => !ANNOUNCEMENT.test(reason));
          differences.push(...counted.map((reason) => `${history.join('')}: ${reason}`));
        }
      }
      expect(differences).toEqual([]);
      if (STEPS === 4) expect(histories).toBe(HISTORIES[versioning]);
    },
    300_000,
  );
}

import type { Invocation, MetricMinute, TwinChange } from '../../twin-view';
import { type ConsoleState, isTerminal } from './console-state';
import { advanced } from './progress';

const KEPT_MAILS = 500;
const KEPT_INVOCATIONS = 100;
const KEPT_MINUTES = 60;

type Mutable<Type> = { -readonly [Name in keyof Type]: Type[Name] };

/** The state after some changes, which are applied together so that they cause only one redraw. */
export function applyChanges(state: ConsoleState, changes: readonly TwinChange[], now: number): ConsoleState {
  const images = new Map(state.images);
  const progress = new Map(state.progress);
  const next: Mutable<ConsoleState> = { ...state, images, progress };
  for (const change of changes) {
    switch (change.type) {
      case 'image': {
        images.set(change.image.imageId, change.image);
        const known = progress.get(change.image.imageId);
        if (known && isTerminal(change.image) && known.endedAt === undefined) {
          progress.set(change.image.imageId, { ...known, endedAt: now });
        }
        break;
      }
      case 'image-removed':
        images.delete(change.imageId);
        progress.delete(change.imageId);
        break;
      case 'stage':
        progress.set(
          change.reached.imageId,
          advanced(progress.get(change.reached.imageId), change.reached, now),
        );
        break;
      case 'queues':
        next.queues = change.queues;
        break;
      case 'alarm':
        next.alarms = [...next.alarms.filter(({ name }) => name !== change.alarm.name), change.alarm];
        break;
      case 'mail':
        if (next.mails.some(({ id }) => id === change.mail.id)) break;
        next.mails = [change.mail, ...next.mails].slice(0, KEPT_MAILS);
        break;
      case 'invocation':
        next.invocations = withInvocation(next.invocations, change.invocation);
        break;
      case 'metrics':
        next.metrics = withMinute(next.metrics, change.minute);
        break;
    }
  }
  return next;
}

/** A call that is reported again, with more from its log, keeps its place. */
function withInvocation(known: readonly Invocation[], invocation: Invocation): readonly Invocation[] {
  const index = known.findIndex(({ requestId }) => requestId === invocation.requestId);
  if (index >= 0) return known.map((one, at) => (at === index ? invocation : one));
  return [invocation, ...known].slice(0, KEPT_INVOCATIONS);
}

function withMinute(metrics: readonly MetricMinute[], minute: MetricMinute): readonly MetricMinute[] {
  return [...metrics.filter((known) => known.minute !== minute.minute), minute]
    .sort((a, b) => a.minute - b.minute)
    .slice(-KEPT_MINUTES);
}

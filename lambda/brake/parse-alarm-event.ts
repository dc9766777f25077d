import * as z from 'zod/mini';
import { MalformedMessageError } from '../domain/errors';

/** Source: Amazon CloudWatch User Guide, "Invoke a Lambda function from an alarm". */
const alarmEvent = z.object({
  alarmData: z.object({
    alarmName: z.string(),
    state: z.object({ value: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']), reason: z.string() }),
  }),
});

export interface AlarmState {
  readonly alarmName: string;
  readonly isAlarm: boolean;
  readonly reason: string;
}

/** @throws MalformedMessageError if the event is not one that CloudWatch sends for an alarm */
export function parseAlarmEvent(event: unknown): AlarmState {
  const parsed = alarmEvent.safeParse(event);
  if (!parsed.success) throw new MalformedMessageError('The event is not from an alarm of CloudWatch.');
  const { alarmName, state } = parsed.data.alarmData;
  return { alarmName, isAlarm: state.value === 'ALARM', reason: state.reason };
}

import { lookAtBrake } from './look-at-brake';
import { lookAtDeadLetters } from './look-at-dead-letters';
import { lookAtLog } from './look-at-log';
import { lookAtDeliverySubscriptions, lookAtSubscriptions, lookAtUndelivered } from './look-at-mails';
import { lookAtFailedPhotos, lookAtSlowPhotos } from './look-at-photos';
import { lookAtQueue } from './look-at-queue';
import type { Look } from './observation';

/** Alarms with the same causes. */
export interface AlarmTopic {
  /** Subjects of alarms, as in `image-processing-<subject>-<env>`. */
  readonly subjects: RegExp;
  readonly looks: readonly Look[];
  /** The advice that always applies. */
  readonly cure: string;
}

const processorLog = lookAtLog(({ imageProcessor }) => imageProcessor);
const undelivered = lookAtUndelivered(
  ({ undeliveredQueue }) => undeliveredQueue,
  "Fix the topic's policy or its key: npx cdktf diff storage pipeline. Then publish the events again: docs/how-to/replay-events.md",
);
const deadWebhooks = lookAtUndelivered(
  ({ webhooksDeadLetterQueue }) => webhooksDeadLetterQueue,
  'Fix the receiver or the policy of the queue, then send the events again: docs/how-to/receive-webhooks.md',
);
const apiLog = lookAtLog(({ imageApi }) => imageApi);

/** Each alarm has one topic. `docs/operations.md` has a section for each subject. */
export const ALARM_TOPICS: readonly AlarmTopic[] = [
  {
    subjects: /^dead-letters$/,
    looks: [lookAtDeadLetters, processorLog],
    cure: 'Fix the cause first. Moved back too early, the messages return after three more attempts.',
  },
  {
    subjects: /^queue-age$/,
    looks: [lookAtBrake, processorLog],
    cure: 'No upload is lost while it waits. Messages are kept for 4 days, or for 14 days with MAX_IMAGES_PER_HOUR.',
  },
  {
    subjects: /^processor-errors$/,
    looks: [processorLog, lookAtQueue],
    cure: 'Failed messages are retried. After three attempts they are dead letters, which can be moved back.',
  },
  {
    subjects: /^processor-duration$/,
    looks: [lookAtSlowPhotos, processorLog],
    cure: 'A batch has 60 seconds. Photos that do not fit go back to the queue and are not lost.',
  },
  {
    subjects: /^(processor|api)-throttles$/,
    looks: [lookAtQueue],
    cure: "The account's concurrency is used up, perhaps by other functions. Request a higher quota for Lambda's concurrent executions, or lower MAX_CONCURRENCY. Uploads wait in the queue; clients of the API retry.",
  },
  {
    subjects: /^processing-errors$/,
    looks: [lookAtFailedPhotos],
    cure: 'Each failed photo has a record with its reason; nothing else is affected.',
  },
  {
    subjects: /^api-server-errors$/,
    looks: [apiLog],
    cure: "A response's request_id leads to its line in the log.",
  },
  {
    subjects: /-(read|write)-throttles$/,
    looks: [processorLog, apiLog],
    cure: 'An on-demand table adapts to its load within minutes, and requests are retried. If it continues, one index key gets too many requests: docs/scale.md',
  },
  {
    subjects: /^(completed|failed|deleted)-delivery$|^undelivered$/,
    looks: [undelivered, lookAtSubscriptions(({ notificationsTopic }) => notificationsTopic)],
    cure: 'Photos and records are not affected. Events stay in the queue for 14 days, and in the archive.',
  },
  {
    subjects: /^webhooks-delivery$|^webhook-(errors|dead-letters)$/,
    looks: [deadWebhooks, lookAtLog(({ webhookSender }) => webhookSender)],
    cure: 'Events are sent again for 17 hours, and then wait in the dead-letter queue of the webhooks for 14 days.',
  },
  {
    subjects: /^sign-in-errors$/,
    looks: [lookAtLog(({ signIn }) => signIn)],
    cure: 'Open SIGN_IN_ISSUER/.well-known/openid-configuration. If the issuer is down, wait: cached keys remain in use. If it names another issuer, correct SIGN_IN_ISSUER.',
  },
  {
    subjects: /^notifications-topic-delivery$/,
    looks: [lookAtSubscriptions(({ notificationsTopic }) => notificationsTopic)],
    cure: 'An address rejects mail. Subscribe another one: NOTIFICATION_EMAIL.',
  },
  {
    subjects: /^alerts-topic-delivery$/,
    looks: [lookAtSubscriptions(({ alertsTopic }) => alertsTopic)],
    cure: 'An address rejects mail, so alarms may not reach you. Subscribe another one: ALERT_EMAIL.',
  },
  {
    subjects: /^brake$/,
    looks: [lookAtBrake],
    cure: 'Nothing is lost: uploads wait in the queue for up to 14 days. The limit is MAX_IMAGES_PER_HOUR: docs/how-to/limit-the-bill.md',
  },
  {
    subjects: /^brake-errors$/,
    looks: [lookAtBrake, lookAtLog(({ brake }) => brake)],
    cure: 'The brake could not stop processing. Disable the event source mapping of the processor in the Lambda console; npm run images -- resume enables it again.',
  },
  {
    subjects: /^delivery-server-errors$/,
    looks: [lookAtDeliverySubscriptions],
    cure: 'Look at the header x-cache and the body of a failed response. FunctionExecutionError: deploy the stack delivery of the last commit that worked. Otherwise S3 is slow or denies access: check the policy of the processed bucket and, with KMS_KEY, that of the key.',
  },
  {
    subjects: /^uploads-delivery$/,
    looks: [lookAtQueue],
    cure: 'EventBridge could not send an upload to the queue. Check its policy (npx cdktf diff storage pipeline), then find what is missing: npm run reconcile -- --fix',
  },
];

export const topicOf = (subject: string): AlarmTopic | undefined =>
  ALARM_TOPICS.find(({ subjects }) => subjects.test(subject));

/** The subject of an alarm: the name of the alarm, or the subject itself. */
export const subjectOf = (name: string, environment: string): string =>
  name.replace(/^image-processing-/, '').replace(new RegExp(`-${environment}$`), '');

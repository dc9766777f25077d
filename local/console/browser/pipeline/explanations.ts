import type { ComponentId } from '../../pipeline-diagram';

export interface Explanation {
  /** Short enough for a box. */
  readonly title: string;
  /** The AWS service; absent for people and clients. */
  readonly service?: string;
  /** Explains the service to a reader who does not know AWS. */
  readonly what: string;
  /** Its purpose in Darkroom. */
  readonly here: string;
}

/** Every box of the diagram, in the order of the tour. */
export const EXPLANATIONS: Readonly<Record<ComponentId, Explanation>> = {
  client: {
    title: 'You',
    what: 'A browser, a script, a phone: anything that can send a file over HTTP.',
    here: 'Puts photos into the source bucket, and asks the API about them. This page does both, as any other client would.',
  },
  'source-bucket': {
    title: 'Source bucket',
    service: 'Amazon S3',
    what: 'A bucket keeps files, each under a name called its key. It never fills up, and keeps every version of a file.',
    here: 'Takes the originals under uploads/. Whenever a file is added or removed, the bucket sends a message about it.',
  },
  'uploads-queue': {
    title: 'Uploads queue',
    service: 'Amazon SQS',
    what: 'A queue keeps messages until they are processed. If processing fails, the message comes back.',
    here: 'Holds one message for each upload, so that a thousand photos at once only make the line longer and nothing breaks.',
  },
  'undelivered-queue': {
    title: 'Undelivered events',
    service: 'Amazon SQS',
    what: 'A queue for events that a rule could not deliver to its target.',
    here: 'Keeps notifications that SNS did not take in four hours. An alarm reports them.',
  },
  'image-processor': {
    title: 'Image processor',
    service: 'AWS Lambda',
    what: 'A function is code that AWS starts when there is something to do, as many times at once as needed, and stops when there is not.',
    here: 'Takes messages in batches. For each photo: downloads it, detects its format from its content, renders the previews, stores and records them.',
  },
  'processed-bucket': {
    title: 'Processed bucket',
    service: 'Amazon S3',
    what: 'A second bucket, so that what comes out can never be mistaken for something that goes in.',
    here: 'Keeps the previews. Their addresses never change meaning, so browsers may keep them for a year.',
  },
  cdn: {
    title: 'CDN',
    service: 'Amazon CloudFront',
    what: 'A content delivery network keeps copies of files in many places, so that each reader gets them from nearby.',
    here: 'Gives previews addresses that do not change, in the best format that a browser accepts, and forgets deleted images.',
  },
  'image-metadata-table': {
    title: 'Metadata table',
    service: 'Amazon DynamoDB',
    what: 'A table returns a record in milliseconds, however many records it has.',
    here: 'Has one record for each version of each photo: state, size, colours, previews, timings, or why it failed.',
  },
  'event-bus': {
    title: 'Event bus',
    service: 'Amazon EventBridge',
    what: 'A bus delivers each event to the subscribers of its kind. The sender does not know them.',
    here: 'Carries “completed”, “failed” and “deleted”. Your own programs can listen, too, and nothing here has to change for it.',
  },
  'notification-rules': {
    title: 'Rules',
    service: 'Amazon EventBridge',
    what: 'A rule says which events go where, and how they are worded on the way.',
    here: 'Select the events that people want to know about, and turn each into sentences for an e-mail.',
  },
  'notifications-topic': {
    title: 'Notifications',
    service: 'Amazon SNS',
    what: 'A topic sends each message to everybody who has subscribed.',
    here: 'Sends the news of each photo to the subscribed addresses.',
  },
  email: {
    title: 'E-mail',
    what: 'The people at the other end.',
    here: 'On this machine no mail leaves: it lands in the Outbox, as it would arrive.',
  },
  'dead-letter-queue': {
    title: 'Dead letters',
    service: 'Amazon SQS',
    what: 'A second queue for messages that failed several times.',
    here: 'Keeps them until somebody fixes the cause and redrives them. An alarm reports them.',
  },
  'rest-api': {
    title: 'REST API',
    service: 'Amazon API Gateway',
    what: 'The front door for programs: checks the caller and the request before any code runs.',
    here: 'Offers uploads, look-ups, lists, processing now, and deletion.',
  },
  'sign-in': {
    title: 'Sign-in',
    service: 'AWS Lambda',
    what: 'An authorizer: a function that API Gateway invokes to check the token of a request.',
    here: 'Verifies tokens of SIGN_IN_ISSUER for the routes below /my, and passes on who is calling.',
  },
  'image-api': {
    title: 'API function',
    service: 'AWS Lambda',
    what: 'The code behind the front door.',
    here: 'Presigns uploads, looks up, lists and deletes images, and invokes the processor for POST /process.',
  },
  alarms: {
    title: 'Alarms',
    service: 'Amazon CloudWatch',
    what: 'An alarm watches one number and reports when it leaves its limits.',
    here: 'Watch errors, times, the queue’s age and the dead letters. The Monitoring page shows each with its reason.',
  },
  brake: {
    title: 'Brake',
    service: 'AWS Lambda',
    what: 'A small function that an alarm invokes.',
    here: 'Stops processing when there are more images within an hour than MAX_IMAGES_PER_HOUR. Uploads wait in the queue until somebody resumes processing.',
  },
  'alerts-topic': {
    title: 'Alerts',
    service: 'Amazon SNS',
    what: 'A topic of its own, for those who run the system.',
    here: 'Sends each change of an alarm to the people on call.',
  },
  'event-archive': {
    title: 'Archive',
    service: 'Amazon EventBridge',
    what: 'Keeps a copy of the events that went over the bus.',
    here: 'Allows past events to be sent again, for example to a program that did not exist at the time.',
  },
  'webhooks-queue': {
    title: 'Webhooks queue',
    service: 'Amazon SQS',
    what: 'Events that wait to be sent to a server, or for their next attempt.',
    here: 'Tries each event up to twelve times within 17 hours, with longer and longer delays.',
  },
  'webhook-sender': {
    title: 'Webhook sender',
    service: 'AWS Lambda',
    what: 'The function that reports events to another server.',
    here: 'Signs each event and posts it to the address of WEBHOOK_URL.',
  },
};

export const TOUR = Object.keys(EXPLANATIONS) as ComponentId[];

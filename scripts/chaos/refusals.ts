import type { FaultKind } from './fault-plan';

/** An error response of a service. */
export interface Refusal {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const json = (status: number, value: object): Refusal => ({
  status,
  contentType: 'application/x-amz-json-1.1',
  body: JSON.stringify(value),
});

const xml = (status: number, code: string, message: string): Refusal => ({
  status,
  contentType: 'application/xml',
  body: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
});

const DYNAMODB = 'com.amazonaws.dynamodb.v20120810#';

/** The error responses of each service. Source: the error tables of its API reference. */
const REFUSALS: Readonly<Record<string, Readonly<Record<'throttled' | 'unavailable', Refusal>>>> = {
  s3: {
    throttled: xml(503, 'SlowDown', 'Please reduce your request rate.'),
    unavailable: xml(500, 'InternalError', 'We encountered an internal error. Please try again.'),
  },
  dynamodb: {
    throttled: json(400, {
      __type: `${DYNAMODB}ProvisionedThroughputExceededException`,
      message: 'The level of configured provisioned throughput for the table was exceeded.',
    }),
    unavailable: json(500, { __type: `${DYNAMODB}InternalServerError`, message: 'Internal server error' }),
  },
  events: {
    throttled: json(400, { __type: 'ThrottlingException', message: 'Rate exceeded' }),
    unavailable: json(500, { __type: 'InternalException', message: 'An internal error occurred.' }),
  },
};

/** EventBridge returns 200 although it rejected the entry. */
const ENTRY_REFUSED = json(200, {
  FailedEntryCount: 1,
  Entries: [{ ErrorCode: 'InternalFailure', ErrorMessage: 'The entry was rejected.' }],
});

/** The error response that a fault returns instead of the service; undefined for other faults. */
export function refusalOf(kind: FaultKind, service: string): Refusal | undefined {
  if (kind === 'entry-refused') return ENTRY_REFUSED;
  return kind === 'throttled' || kind === 'unavailable' ? REFUSALS[service]?.[kind] : undefined;
}

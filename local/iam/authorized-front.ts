import type { IncomingMessage, ServerResponse } from 'node:http';
import { reply, replyError } from '../foundation/http';
import { escapeXml } from '../foundation/xml-text';
import type { ServiceFront } from '../gateway/gateway';
import { credentialScopeOf, operationNamed } from '../gateway/service-of';
import type { Authorizer, Denial } from './authorizer';
import type { Account, ServiceRequest } from './requested-action';
import { SERVICE_ACTIONS } from './service-actions';

/** Checks each request with IAM before the front of a service. A denial has the form of the service's own errors. */
export function authorizedFront(
  service: string,
  front: ServiceFront,
  authorizer: Authorizer,
  account: Account,
): ServiceFront {
  const actionsOf = SERVICE_ACTIONS[service];
  if (!actionsOf) return front;
  return async (request, response, body) => {
    const scope = credentialScopeOf({ headers: request.headers, url: request.url ?? '/' });
    const role = authorizer.roleOf(scope?.accessKeyId);
    const asked = role ? actionsOf(readRequest(request, body), account) : [];
    const denial = role && (await authorizer.decide(role, asked));
    if (denial) refuse(service, response, denial);
    else await front(request, response, body);
  };
}

function readRequest({ headers, url, method = 'POST' }: IncomingMessage, body: Buffer): ServiceRequest {
  const path = (url ?? '/').split('?')[0] ?? '/';
  const operation = operationNamed(headers);
  if (operation) return { method, path, operation, input: JSON.parse(body.toString() || '{}') };
  const input = Object.fromEntries(new URLSearchParams(body.toString()));
  return { method, path, operation: input.Action ?? '', input };
}

/** Each service's error for a denial: its status and type. */
const JSON_DENIALS: Readonly<Record<string, readonly [status: number, type: string]>> = {
  dynamodb: [400, 'com.amazon.coral.service#AccessDeniedException'],
  events: [400, 'AccessDeniedException'],
  lambda: [403, 'AccessDeniedException'],
  secretsmanager: [400, 'AccessDeniedException'],
  logs: [400, 'AccessDeniedException'],
  sqs: [403, 'com.amazon.coral.service#AccessDeniedException'],
};

function refuse(service: string, response: ServerResponse, { message }: Denial): void {
  const json = JSON_DENIALS[service];
  if (json) {
    replyError(response, json[0], json[1], message);
    return;
  }
  const xml = `<ErrorResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><Error><Type>Sender</Type><Code>AuthorizationError</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`;
  reply(response, { status: 403, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) });
}

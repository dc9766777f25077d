import type { IncomingMessage, ServerResponse } from 'node:http';
import { parsedJson } from '../../lambda/domain/parsed-json';
import { replyError, replyJson, replyRestError } from '../foundation/http';
import type { EventSource } from './event-source';

const MAPPINGS = /^\/2015-03-31\/event-source-mappings\/?(?:([^/?]+)\/?)?(?:\?(.*))?$/;

export interface MappingsOptions {
  readonly sources: readonly EventSource[];
  /** Called after a mapping was enabled or disabled. */
  readonly onChange: () => void;
}

/** Lambda's event source mappings as clients see them: they can be listed, read, enabled and disabled. */
export function mappingsFront({ sources, onChange }: MappingsOptions) {
  return async (request: IncomingMessage, response: ServerResponse, body: Buffer): Promise<void> => {
    const matched = MAPPINGS.exec(request.url ?? '');
    if (!matched || (request.method !== 'GET' && request.method !== 'PUT')) {
      const message =
        "The local twin's Lambda has Invoke, and lists, reads and updates event source mappings.";
      return replyError(response, 404, 'UnknownOperationException', message);
    }
    const [, uuid, query] = matched;
    if (uuid === undefined) return list(response, new URLSearchParams(query));
    const source = sources.find(({ mapping }) => mapping.uuid === decodeURIComponent(uuid));
    if (!source) {
      const message = 'The resource you requested does not exist.';
      return replyRestError(response, 404, 'ResourceNotFoundException', message);
    }
    if (request.method === 'PUT' && !update(source, response, body)) return;
    replyJson(response, request.method === 'PUT' ? 202 : 200, described(source));
  };

  function list(response: ServerResponse, query: URLSearchParams): void {
    const [queue, functionName] = [query.get('EventSourceArn'), query.get('FunctionName')];
    const matching = sources.filter(
      ({ mapping }) =>
        (!queue || mapping.queueArn === queue) &&
        (!functionName || mapping.functionArn.split(':').at(-1) === functionName.split(':').at(-1)),
    );
    replyJson(response, 200, { EventSourceMappings: matching.map(described) });
  }

  /** Only `Enabled` may be changed: the rest is as the plan declares. */
  function update(source: EventSource, response: ServerResponse, body: Buffer): boolean {
    const input = Object(parsedJson(body.toString()));
    const others = Object.keys(input).filter((name) => name !== 'Enabled');
    if (others.length > 0 || typeof input.Enabled !== 'boolean') {
      const message = `Only Enabled can be changed here, not ${others.join(', ') || 'nothing'}. Change the stacks instead.`;
      replyRestError(response, 400, 'InvalidParameterValueException', message);
      return false;
    }
    if (input.Enabled) source.start();
    else source.disable();
    onChange();
    return true;
  }
}

const described = ({ mapping, state }: EventSource) => ({
  UUID: mapping.uuid,
  EventSourceArn: mapping.queueArn,
  FunctionArn: mapping.functionArn,
  BatchSize: mapping.batchSize,
  MaximumBatchingWindowInSeconds: mapping.batchingWindow,
  FunctionResponseTypes: mapping.reportsItemFailures ? ['ReportBatchItemFailures'] : [],
  ...(mapping.maximumConcurrency !== undefined && {
    ScalingConfig: { MaximumConcurrency: mapping.maximumConcurrency },
  }),
  State: state,
  StateTransitionReason: 'USER_INITIATED',
});

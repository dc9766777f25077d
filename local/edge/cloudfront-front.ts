import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import type { DistributionDeclaration } from '../../plan/topology/distributions';
import { reply } from '../foundation/http';
import { escapeXml } from '../foundation/xml-text';
import type { ServiceFront } from '../gateway/gateway';
import type { Edge } from './edge';

const DISTRIBUTIONS = '/2020-05-31/distribution';
const PATH = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation(?:\/([^/?]+))?$/;

/** Source: Amazon CloudFront API reference, CreateInvalidation. */
const batch = z.object({
  InvalidationBatch: z.object({
    CallerReference: z.coerce.string(),
    Paths: z.object({ Items: z.object({ Path: z.array(z.coerce.string()) }) }),
  }),
});

interface Invalidation {
  readonly id: string;
  readonly reference: string;
  readonly paths: readonly string[];
  readonly createdAt: string;
}

/** CloudFront's API for invalidations and the list of distributions. Invalidations take effect immediately. */
export function cloudFrontFront(edge: Edge): ServiceFront {
  const made = new Map<string, Invalidation>();
  const parser = new XMLParser({ isArray: (name) => name === 'Path', parseTagValue: false });

  const create = (body: Buffer, response: ServerResponse): void => {
    const parsed = batch.safeParse(parser.parse(body));
    if (!parsed.success) {
      refuse(response, 400, 'MalformedInput', 'The invalidation has no paths.');
      return;
    }
    const { CallerReference: reference, Paths: paths } = parsed.data.InvalidationBatch;
    // A known reference identifies an earlier invalidation.
    const known = made.get(reference);
    const invalidation = known ?? newInvalidation(reference, paths.Items.Path);
    if (!known) edge.invalidate(invalidation.paths);
    made.set(reference, invalidation);
    replyXml(response, 201, invalidationXml(invalidation));
  };

  const lookUp = (id: string, response: ServerResponse): void => {
    const found = [...made.values()].find((each) => each.id === id);
    if (found) replyXml(response, 200, invalidationXml(found));
    else refuse(response, 404, 'NoSuchInvalidation', 'The specified invalidation does not exist.');
  };

  return async ({ method = 'GET', url = '/' }, response, body) => {
    const path = url.split('?')[0] ?? '/';
    const asked = operationOf(method, path);
    if (!asked) {
      refuse(response, 501, 'NotImplemented', `The local twin has no ${method} ${path}.`);
    } else if (asked.operation === 'ListDistributions') {
      replyXml(response, 200, listXml(edge.distribution));
    } else if (asked.distributionId !== edge.distribution.id) {
      refuse(response, 404, 'NoSuchDistribution', 'The specified distribution does not exist.');
    } else if (asked.operation === 'CreateInvalidation') {
      create(body, response);
    } else {
      lookUp(asked.id, response);
    }
  };
}

type DistributionRequest =
  | { readonly operation: 'ListDistributions' }
  | { readonly operation: 'CreateInvalidation'; readonly distributionId: string }
  | { readonly operation: 'GetInvalidation'; readonly distributionId: string; readonly id: string };

/** The operation of a request; undefined for one that is not supported. */
function operationOf(method: string, path: string): DistributionRequest | undefined {
  if (method === 'GET' && path === DISTRIBUTIONS) return { operation: 'ListDistributions' };
  const [, distributionId, id] = PATH.exec(path) ?? [];
  if (distributionId === undefined) return undefined;
  if (method === 'POST' && id === undefined) return { operation: 'CreateInvalidation', distributionId };
  if (method === 'GET' && id !== undefined) return { operation: 'GetInvalidation', distributionId, id };
  return undefined;
}

const newInvalidation = (reference: string, paths: readonly string[]): Invalidation => ({
  id: `I${randomBytes(7).toString('hex').slice(0, 13).toUpperCase()}`,
  reference,
  paths,
  createdAt: new Date().toISOString(),
});

const NAMESPACE = 'xmlns="http://cloudfront.amazonaws.com/doc/2020-05-31/"';

const invalidationXml = ({ id, reference, paths, createdAt }: Invalidation): string =>
  `<Invalidation ${NAMESPACE}><Id>${id}</Id><Status>Completed</Status><CreateTime>${createdAt}</CreateTime><InvalidationBatch><Paths><Quantity>${paths.length}</Quantity><Items>${paths.map((path) => `<Path>${escapeXml(path)}</Path>`).join('')}</Items></Paths><CallerReference>${escapeXml(reference)}</CallerReference></InvalidationBatch></Invalidation>`;

const listXml = ({ id, arn, comment, domainName }: DistributionDeclaration): string =>
  `<DistributionList ${NAMESPACE}><Marker></Marker><MaxItems>100</MaxItems><IsTruncated>false</IsTruncated><Quantity>1</Quantity><Items><DistributionSummary><Id>${id}</Id><ARN>${arn}</ARN><Status>Deployed</Status><DomainName>${domainName}</DomainName><Comment>${escapeXml(comment)}</Comment></DistributionSummary></Items></DistributionList>`;

const refuse = (response: ServerResponse, status: number, code: string, message: string): void =>
  replyXml(
    response,
    status,
    `<ErrorResponse ${NAMESPACE}><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`,
  );

const replyXml = (response: ServerResponse, status: number, xml: string): void =>
  reply(response, { status, headers: { 'content-type': 'text/xml' }, body: Buffer.from(xml) });

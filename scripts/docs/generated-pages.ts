import { generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { clientDocument } from '../../lambda/image-api/openapi/client-document';
import { openApiDocument } from '../../lambda/image-api/openapi/openapi-document';
import { readTopology } from '../../plan/topology/topology';
import { loadSettings } from '../../stacks/settings';
import { synthesizedPlan } from '../cli/synthesized-plan';
import { apiPage } from './api-page';
import { configurationPage } from './configuration-page';
import { withFlowDiagram } from './flow-diagram';
import { previewsSchema } from './previews-schema';
import { scalePage } from './scale-page';
import { securityPage } from './security-page';
import { withStackDiagram } from './stack-diagram';

const ARCHITECTURE = join(__dirname, '../../docs/architecture.md');

/** With subscribers, the diagram shows e-mails. */
const WITH_PEOPLE = { NOTIFICATION_EMAIL: 'photos@example.com', ALERT_EMAIL: 'alerts@example.com' };

/** A deployment with signed delivery. The key is generated for this page only. */
const DELIVERED = {
  DELIVERY: 'cloudfront',
  DELIVERY_ACCESS: 'signed',
  DELIVERY_PUBLIC_KEY: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey,
  DELIVERY_PRIVATE_KEY_SECRET: 'NAME',
};

/** The generated pages by path. */
export function generatedPages(): Readonly<Record<string, string>> {
  const plan = synthesizedPlan(loadSettings({ environment: {}, context: {} }));
  const topology = readTopology(synthesizedPlan(loadSettings({ environment: WITH_PEOPLE, context: {} })));
  const delivered = synthesizedPlan(loadSettings({ environment: DELIVERED, context: {} }));
  const api = openApiDocument({
    name: 'image-processing-api-dev',
    invocationUri: '',
    allowedOrigins: [],
    authorizerUri: '',
  });
  return {
    'docs/architecture.md': withStackDiagram(
      withFlowDiagram(readFileSync(ARCHITECTURE, 'utf8'), topology),
      delivered,
    ),
    'docs/api.md': apiPage(api),
    'docs/openapi.json': `${JSON.stringify(clientDocument(api), undefined, 2)}\n`,
    'docs/configuration.md': configurationPage(),
    'docs/previews.schema.json': previewsSchema(),
    'docs/scale.md': scalePage(plan),
    'docs/security.md': securityPage(plan, delivered),
  };
}

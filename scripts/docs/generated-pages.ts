import { openApiDocument } from '../../lambda/image-api/openapi/openapi-document';
import { loadSettings } from '../../stacks/settings';
import { synthesizedPlan } from '../cli/synthesized-plan';
import { apiPage } from './api-page';
import { configurationPage } from './configuration-page';
import { scalePage } from './scale-page';
import { securityPage } from './security-page';

/** The generated pages by path. */
export function generatedPages(): Readonly<Record<string, string>> {
  const plan = synthesizedPlan(loadSettings({ environment: {}, context: {} }));
  return {
    'docs/api.md': apiPage(
      openApiDocument({ name: 'image-processing-api-dev', invocationUri: '', allowedOrigins: [] }),
    ),
    'docs/configuration.md': configurationPage(),
    'docs/scale.md': scalePage(plan),
    'docs/security.md': securityPage(plan),
  };
}

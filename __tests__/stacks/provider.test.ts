import { synthesize } from '../support/synthesized-stack';

const { stateBackend, storage, pipeline } = synthesize({ RESOURCE_TAGS: 'Team=photos, CostCenter=42' });

describe.each([
  ['state-backend', stateBackend],
  ['storage', storage],
  ['pipeline', pipeline],
])('the AWS provider of %s', (_, { json }) => {
  it('is the version that the project chose, not the older one of the archived bindings', () => {
    expect(json.terraform?.required_providers).toEqual({ aws: { source: 'aws', version: '6.66.0' } });
  });

  it('tags every resource with RESOURCE_TAGS and with Darkroom’s own tags', () => {
    expect(json.provider?.aws?.[0]).toMatchObject({
      default_tags: [
        {
          tags: {
            Team: 'photos',
            CostCenter: '42',
            Project: 'darkroom',
            Environment: 'dev',
            ManagedBy: 'cdktf',
          },
        },
      ],
    });
  });
});

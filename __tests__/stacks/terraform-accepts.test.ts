import { spawnSync } from 'node:child_process';
import { type SynthesizedStack, synthesize } from '../support/synthesized-stack';

const SETTINGS = {
  SOURCE_BUCKET: '',
  CORS_ALLOWED_ORIGINS: 'https://photos.example.com',
  NOTIFICATION_EMAIL: 'people@example.com',
  METADATA_RETENTION_DAYS: '90',
};
const own = synthesize(SETTINGS);
const imported = synthesize({ ...SETTINGS, SOURCE_BUCKET: 'family-photos' });

const STACKS: [string, SynthesizedStack, SynthesizedStack][] = [
  ['state-backend', own.stateBackend, own.storage],
  ['storage', own.storage, own.storage],
  ['pipeline', own.pipeline, own.storage],
  ['storage with an imported bucket', imported.storage, imported.storage],
  ['pipeline with an imported bucket', imported.pipeline, imported.storage],
];

describe.each(STACKS)('%s', (_, stack, storage) => {
  const text = JSON.stringify(stack.json);

  it('refers only to resources, data and outputs that exist', () => {
    const references = [...text.matchAll(/\$\{([^}]+)\}/g)].map(([, reference = '']) => reference.split('.'));
    for (const reference of references.filter(([first]) => first !== 'terraform')) {
      expect({ reference: reference.join('.'), exists: exists(reference, stack, storage) }).toEqual({
        reference: reference.join('.'),
        exists: true,
      });
    }
  });

  const terraform = spawnSync('terraform', ['version'], { stdio: 'ignore' }).status === 0;
  (terraform ? it : it.skip)('is parsed by Terraform, every expression of it (needs terraform)', () => {
    // HCL takes JSON for an expression, so this has Terraform parse what it otherwise would with a provider.
    const parsed = spawnSync('terraform', ['fmt', '-no-color', '-'], {
      input: `locals {\n  stack = ${JSON.stringify(stack.json)}\n}\n`,
      encoding: 'utf8',
    });
    expect(parsed.status === 0 ? '' : parsed.stderr).toBe('');
  });
});

function exists(reference: string[], stack: SynthesizedStack, storage: SynthesizedStack): boolean {
  const [first = '', second = '', third = '', , output = ''] = reference;
  if (first !== 'data') return stack.json.resource?.[first]?.[second] !== undefined;
  if (stack.json.data?.[second]?.[third] === undefined) return false;
  return second !== 'terraform_remote_state' || storage.json.output?.[output] !== undefined;
}

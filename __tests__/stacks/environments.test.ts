import { type SynthesizedDarkroom, synthesize } from '../support/synthesized-stack';

const dev = synthesize({ ENVIRONMENT_SUFFIX: 'dev' });
const prod = synthesize({ ENVIRONMENT_SUFFIX: 'prod' });

const NAME_ATTRIBUTES = ['name', 'bucket', 'function_name', 'alarm_name', 'dashboard_name'];

/** Names that resources give themselves; references to other resources are not among them. */
function namesOf({ storage, pipeline }: SynthesizedDarkroom): string[] {
  return [storage, pipeline].flatMap(({ json }) =>
    Object.values(json.resource ?? {})
      .flatMap(Object.values)
      .flatMap((attributes) => NAME_ATTRIBUTES.map((attribute) => attributes[attribute]))
      .filter((name) => typeof name === 'string')
      .filter((name) => !/^\$\{[^}]+\}$/.test(name)),
  );
}

describe('two environments in one account', () => {
  it('have no name in common', () => {
    const devNames = new Set(namesOf(dev));
    expect(devNames.size).toBeGreaterThan(20);
    expect(namesOf(prod).filter((name) => devNames.has(name))).toEqual([]);
  });

  it('have names that end with the environment', () => {
    expect(namesOf(prod).filter((name) => !name.endsWith('-prod'))).toEqual([]);
  });

  it('have the same construct addresses, so that settings alone promote one to the other', () => {
    const addresses = ({ storage, pipeline }: SynthesizedDarkroom) =>
      [storage, pipeline].map(({ json }) =>
        Object.entries(json.resource ?? {}).map(([type, resources]) => [type, Object.keys(resources)]),
      );
    expect(addresses(prod)).toEqual(addresses(dev));
  });
});

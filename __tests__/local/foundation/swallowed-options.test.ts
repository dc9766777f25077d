import { swallowedMessage, swallowedOptions } from '../../../local/foundation/swallowed-options';

describe('options before which -- was forgotten', () => {
  it('are found in what npm made of them', () => {
    const environment = { npm_config_once: 'true', npm_config_endpoint_url: '', npm_config_cache: '/tmp' };
    expect(swallowedOptions(['--once', '--endpoint-url', '--data'], environment)).toEqual([
      '--once',
      '--endpoint-url',
    ]);
  });

  it('are not those that npm has too, which may come from its own configuration', () => {
    expect(
      swallowedOptions(['--json', '--yes'], { npm_config_json: 'true', npm_config_yes: 'true' }),
    ).toEqual([]);
  });

  it('are named together with what to type', () => {
    expect(swallowedMessage(['--once'], 'npm start')).toBe(
      'npm took --once for itself. Put -- before the options: npm start -- --once',
    );
  });
});

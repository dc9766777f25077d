import { loadLocalSettings } from '../../../local/command/settings';

describe("the twin's own settings", () => {
  it('have defaults', () => {
    expect(loadLocalSettings({})).toMatchObject({ PORT: 8080, AWS_PORT: 4566, RETRY_DELAY_SECONDS: 2 });
  });

  it('leave the usual ports to another twin in a batch, unless some are set', () => {
    expect(loadLocalSettings({}, true)).toMatchObject({ PORT: 0, AWS_PORT: 0 });
    expect(loadLocalSettings({ PORT: '8080' }, true)).toMatchObject({ PORT: 8080, AWS_PORT: 0 });
  });

  it('refuse one port for both servers', () => {
    expect(() => loadLocalSettings({ PORT: '80', AWS_PORT: '80' })).toThrow(
      'PORT and AWS_PORT are both 80, but each needs a port of its own',
    );
  });

  it('name every problem at once: what was given and what is allowed', () => {
    const load = () => loadLocalSettings({ PORT: '99999', AWS_PORT: 'http' });
    expect(load).toThrow('PORT is "99999", but must be from 0 to 65535');
    expect(load).toThrow('AWS_PORT is "http", but must be a whole number from 0 to 65535');
  });
});

import { loadLocalSettings } from '../../../local/command/settings';

describe("the twin's own settings", () => {
  it('have defaults', () => {
    expect(loadLocalSettings({})).toMatchObject({ PORT: 8080, AWS_PORT: 4566, RETRY_DELAY_SECONDS: 2 });
  });

  it('name every problem at once: what was given and what is allowed', () => {
    const load = () => loadLocalSettings({ PORT: '99999', AWS_PORT: 'http' });
    expect(load).toThrow('PORT is "99999", but must be from 0 to 65535');
    expect(load).toThrow('AWS_PORT is "http", but must be a whole number from 0 to 65535');
  });
});

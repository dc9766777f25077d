import { displayNameOf } from '../../../lambda/domain/display-name';

describe('the name of a photo in mails', () => {
  it.each([
    ['a usual name', 'uploads/user-7/harbour-2.jpg', 'harbour-2.jpg'],
    ['a name in another script', 'uploads/user-7/Été + 北京 (1).JPG', 'Été_北京_1.JPG'],
    [
      'a sentence',
      'uploads/u/a.jpg" could not be kept. Sign in at evil.example',
      'a_jpg_could_not_be_kept_Sign_in_at_evil_example',
    ],
    ['an address, which a mail client would link', 'uploads/u/https://evil.example/aws', 'aws'],
    ['a domain', 'uploads/u/evil.com', 'evil_com'],
    ['line breaks and escapes', 'uploads/u/a\r\n\u001b[2Kb.png', 'a_2Kb.png'],
    ['nothing that can be shown', 'uploads/u/….gif', 'photo.gif'],
  ])('is short and safe for %s', (_, key, name) => {
    expect(displayNameOf({ key })).toBe(name);
  });

  it('is cut after 60 characters, and keeps its ending', () => {
    expect(displayNameOf({ key: `uploads/u/${'x'.repeat(500)}.webp` })).toBe(`${'x'.repeat(60)}.webp`);
  });

  it('is that of the client where the key has another', () => {
    expect(displayNameOf({ key: 'uploads/u/123-a.jpg', fileName: 'A day.jpg' })).toBe('A_day.jpg');
  });
});

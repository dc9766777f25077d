import { carriedMetadata, decodedMetadata, headerValue } from '../../../lambda/adapters/s3/object-metadata';

describe('decoding user metadata', () => {
  it.each([
    ['=?UTF-8?B?w4l0w6k=?=', 'Été'],
    ['=?utf-8?Q?Caf=C3=A9_cr=C3=A8me?=', 'Café crème'],
    ['=?UTF-8?B?w4k=?= =?UTF-8?B?dMOp?=', 'Été'],
    ['plain', 'plain'],
    ['=?ISO-8859-1?Q?=C9?=', '=?ISO-8859-1?Q?=C9?='],
  ])('turns %s into %s', (encoded, text) => {
    expect(decodedMetadata({ 'user-id': encoded })).toEqual({ 'user-id': text });
  });

  it('returns what previews carry', () => {
    const metadata = { title: '夕焼け 🏔', plain: 'summer' };
    expect(decodedMetadata(carriedMetadata(metadata))).toEqual(metadata);
  });
});

describe('a header value', () => {
  it.each([
    'auth0|5f7c',
    '山田太郎',
    'two  spaces',
    ' at the edge',
    '=?UTF-8?B?Ym9i?=',
    'a\r\nx-amz-acl: public-read',
  ])('is printable ASCII that stands for the same text: %p', (text) => {
    const value = headerValue(text);
    expect(value).toMatch(/^[\x21-\x7e]*$/);
    expect(decodedMetadata({ 'user-id': value })).toEqual({ 'user-id': text });
  });

  it('is plain text as it is', () => {
    expect(headerValue('Ann Smith <ann@example.com>')).toBe('Ann Smith <ann@example.com>');
  });
});

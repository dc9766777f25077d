import {
  type Reference,
  referencesIn,
  replaceKnownReferences,
  replaceReferences,
} from '../../plan/references';

const resolve = ({ type, name, path }: Reference): unknown =>
  path.at(-1) === 'list' ? ['a', 'b'] : `<${[type, name, ...path].join('/')}>`;

describe('replacing references in Terraform JSON', () => {
  it('reaches into lists and objects', () => {
    expect(replaceReferences({ a: [{ b: 'x-${aws_s3_bucket.photos.id}-y' }], c: 1 }, resolve)).toEqual({
      a: [{ b: 'x-<aws_s3_bucket/photos/id>-y' }],
      c: 1,
    });
  });

  it('replaces a text that is one reference by its value', () => {
    expect(replaceReferences('${data.aws_x.y.list}', resolve)).toEqual(['a', 'b']);
  });

  it('reads positions in lists', () => {
    expect(replaceReferences('${aws_x.y.z[0].name}', resolve)).toBe('<aws_x/y/z/0/name>');
  });

  it('replaces several references in one text', () => {
    expect(replaceReferences('${a.b.c}/${d.e.f}', resolve)).toBe('<a/b/c>/<d/e/f>');
  });

  it('keeps what is escaped', () => {
    expect(replaceReferences('$${not.a.reference}', resolve)).toBe('${not.a.reference}');
  });

  it.each(['${jsonencode(a.b.c)}', 'x ${a.b.c == 1 ? 2 : 3}'])('refuses the expression in %s', (text) => {
    expect(() => replaceReferences(text, resolve)).toThrow('only references are supported');
  });

  it('refuses a list in the middle of a text', () => {
    expect(() => replaceReferences('x${a.b.list}', resolve)).toThrow('${a.b.list}');
  });
});

it('finds every reference in a text, and ignores compound expressions', () => {
  expect(referencesIn('${aws_x.y.arn}/${data.aws_z.w.id} $${a.b.c} ${jsonencode(a.b.c)}')).toEqual([
    { type: 'aws_x', name: 'y', path: ['arn'] },
    { type: 'data.aws_z', name: 'w', path: ['id'] },
  ]);
});

it('replaces only the references that are known', () => {
  const known = ({ type, name }: Reference) => (type === 'aws_x' ? name : undefined);
  expect(
    replaceKnownReferences('${aws_x.y.arn}/${aws_z.w.id} $${aws_x.y.id} ${upper(aws_x.y.id)}', known),
  ).toBe('y/${aws_z.w.id} $${aws_x.y.id} ${upper(aws_x.y.id)}');
});

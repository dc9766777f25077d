import { parseSync } from '@swc/core';
import { EdgeFunction } from '../../local/edge/edge-function';
import { type EdgeResponse, emptyResponse, type ViewerRequest } from '../../local/edge/viewer-request';
import { formatCode, MAX_CODE_BYTES, metadataCode } from '../../stacks/edge/edge-code';

const PRESETS = {
  thumb: ['avif', 'webp', 'jpg'],
  card: ['webp'],
  icon: ['png', 'webp'],
  '300x300': ['webp'],
  kept: [],
};
const FOLDER = '/previews/0b1d6c7a5e4f48d2a3c9e1f0726b8d54/v1';

const requestOf = (uri: string, ...accept: string[]): ViewerRequest => ({
  method: 'GET',
  uri,
  query: '',
  headers: accept.length > 0 ? { accept } : {},
  ip: '127.0.0.1',
});

const chooseFormat = new EdgeFunction(formatCode(PRESETS), 'E1');
const hideMetadata = new EdgeFunction(metadataCode(), 'E1');

/** The path that the function asks for, or its status. */
function chosen(name: string, ...accept: string[]): string | number {
  const result = chooseFormat.onRequest(requestOf(`${FOLDER}/${name}`, ...accept));
  return 'status' in result ? result.status : result.uri.slice(FOLDER.length + 1);
}

describe('The function that chooses a format', () => {
  it.each([
    ['image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8', 'thumb.avif'],
    ['image/avif,image/webp,*/*', 'thumb.avif'],
    ['text/html, IMAGE/WEBP;q=0.8 , */*', 'thumb.webp'],
    ['image/webp', 'thumb.webp'],
    ['image/*,*/*;q=0.8', 'thumb.jpg'],
    ['*/*', 'thumb.jpg'],
    ['image/png', 'thumb.jpg'],
    ['image/avif;q=0,image/webp', 'thumb.webp'],
    ['image/avif;q=0.0, image/webp;q=0.1', 'thumb.webp'],
    ['image/avif-sequence', 'thumb.jpg'],
    ['', 'thumb.jpg'],
  ])('returns, for Accept: %s, %s', (accept, file) => {
    expect(chosen('thumb', accept)).toBe(file);
  });

  it('takes a request without an Accept header for one that accepts what every browser shows', () => {
    expect(chosen('thumb')).toBe('thumb.jpg');
  });

  it('reads an Accept header that is sent in several lines', () => {
    expect(chosen('thumb', 'text/html', 'image/webp')).toBe('thumb.webp');
  });

  it('takes the best format first, even where another one is named', () => {
    expect(chosen('icon', 'image/webp')).toBe('icon.png');
  });

  it('gives the only format there is, whatever is accepted', () => {
    expect([chosen('card', 'image/avif'), chosen('300x300', '*/*')]).toEqual(['card.webp', '300x300.webp']);
  });

  it.each(['thumb.jpg', 'thumb.avif', 'other', 'kept', 'constructor', '__proto__'])(
    'leaves %s as it is',
    (name) => {
      expect(chosen(name, 'image/avif')).toBe(name);
    },
  );

  it.each([
    '/',
    '/previews',
    '/previews/',
    `${FOLDER}`,
    `${FOLDER}/`,
    `${FOLDER}/a/b`,
    '/uploads/a/b/c',
    '//x/y/z',
  ])('returns 404 for %s, so that nobody can list the bucket', (uri) => {
    expect(chooseFormat.onRequest(requestOf(uri))).toMatchObject({ status: 404 });
  });
});

describe('The function that hides metadata', () => {
  const shown = (headers: Record<string, string>): EdgeResponse =>
    hideMetadata.onResponse(requestOf(`${FOLDER}/thumb.jpg`), { ...emptyResponse(200), headers });

  it('removes the metadata of the original, and nothing else', () => {
    const headers = { 'x-amz-meta-user-id': 'alice', 'x-amz-meta-focus': '0.5,0.5', etag: '"e"' };
    expect(shown(headers).headers).toEqual({ etag: '"e"', vary: 'Accept' });
  });

  it('keeps what the response varies with already', () => {
    expect(shown({ vary: 'Origin' }).headers).toEqual({ vary: 'Origin, Accept' });
  });
});

/** Source: Amazon CloudFront Developer Guide, "JavaScript runtime 2.0 features for CloudFront Functions". */
const SYNTAX = [
  'Module Script FunctionBody VariableDeclaration VariableDeclarator FunctionDeclaration ArrowFunctionExpression Parameter',
  'BlockStatement ReturnStatement IfStatement ForStatement ForInStatement ExpressionStatement',
  'Identifier BindingIdentifier StringLiteral NumericLiteral BooleanLiteral NullLiteral RegExpLiteral',
  'ObjectExpression KeyValueProperty ArrayExpression TemplateLiteral TemplateElement',
  'MemberExpression Computed CallExpression AssignmentExpression BinaryExpression UnaryExpression',
  'UpdateExpression ConditionalExpression ParenthesisExpression',
].flatMap((line) => line.split(' '));

/** The types of all nodes of a syntax tree. */
function typesIn(node: unknown): string[] {
  if (Array.isArray(node)) return node.flatMap(typesIn);
  if (node === null || typeof node !== 'object') return [];
  const { type } = node as { type?: unknown };
  return [...(typeof type === 'string' ? [type] : []), ...Object.values(node).flatMap(typesIn)];
}

describe.each([
  ['chooses a format', formatCode(PRESETS)],
  ['hides metadata', metadataCode()],
])('The code of the function that %s', (_, code) => {
  it('has only syntax that the runtime has', () => {
    const unknown = typesIn(parseSync(code, { syntax: 'ecmascript' }).body).filter(
      (type) => !SYNTAX.includes(type),
    );
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('uses no network, timer, module or code in a text', () => {
    expect(code).not.toMatch(
      /\b(require|import|fetch|XMLHttpRequest|setTimeout|setInterval|eval|Function|async|await)\b/,
    );
  });

  it('fits the size limit without its comments', () => {
    expect(Buffer.byteLength(code)).toBeLessThan(MAX_CODE_BYTES / 4);
    expect(code).not.toContain('/*');
  });
});

it('refuses presets that do not fit into the function, and says by how much', () => {
  const presets = Object.fromEntries(
    Array.from({ length: 400 }, (__, index) => [`a-long-preset-name-${index}`, ['webp']]),
  );
  expect(() => formatCode(presets)).toThrow(/The presets are \d+ bytes too long .* Use fewer presets/);
});

it('has room for ten presets in five formats', () => {
  const presets = Object.fromEntries(
    Array.from({ length: 10 }, (__, index) => [
      `preset-number-${index}`,
      ['avif', 'webp', 'png', 'jpg', 'gif'],
    ]),
  );
  expect(Buffer.byteLength(formatCode(presets))).toBeLessThan(MAX_CODE_BYTES);
});

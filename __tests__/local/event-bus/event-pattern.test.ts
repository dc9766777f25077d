import { compileEventPattern } from '../../../local/event-bus/event-pattern';

/** The event of the EventBridge User Guide's chapter on patterns, with a list of objects added. */
const event = {
  version: '0',
  source: 'aws.ec2',
  'detail-type': 'EC2 Instance State-change Notification',
  resources: [
    'arn:aws:ec2:us-east-1:123456789012:instance/i-1',
    'arn:aws:ec2:us-east-1:123456789012:instance/i-2',
  ],
  detail: {
    state: 'running',
    region: null,
    size: 300,
    ratio: -0.5,
    encrypted: true,
    name: '',
    file: 'uploads/Été.JPG',
    nested: { levels: [['a', 'b'], 'c'] },
    none: [],
    employees: [
      { firstName: 'Anna', lastName: 'Doe' },
      { firstName: 'John', lastName: 'Smith' },
    ],
  },
};

const matches = (pattern: unknown): boolean => compileEventPattern(pattern)(event);
const detail = (pattern: object) => ({ detail: pattern });

describe('An event pattern matches', () => {
  it.each<[string, unknown]>([
    ['a value that is one of the alternatives', { source: ['aws.s3', 'aws.ec2'] }],
    ['when all named fields do', { source: ['aws.ec2'], detail: { state: ['running'] } }],
    ['a list that has one of the values', { resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-2'] }],
    ['within lists of lists', detail({ nested: { levels: ['b'] } })],
    [
      'numbers, booleans, null and empty texts',
      detail({ size: [300], encrypted: [true], region: [null], name: [''] }),
    ],
    ['members of one object in a list', detail({ employees: { firstName: ['Anna'], lastName: ['Doe'] } })],
    ['a prefix', detail({ file: [{ prefix: 'uploads/' }] })],
    ['a value or a prefix', detail({ file: ['x', { prefix: 'uploads/' }] })],
  ])('%s', (_, pattern) => {
    expect(matches(pattern)).toBe(true);
  });
});

describe('An event pattern does not match', () => {
  it.each<[string, unknown]>([
    ['another value', { source: ['aws.s3'] }],
    ['when one of two fields differs', { source: ['aws.ec2'], detail: { state: ['stopped'] } }],
    ['a number as a text', detail({ size: ['300'] })],
    ['an empty list', detail({ none: [null, ''] })],
    ['a field that is not there', detail({ missing: [null] })],
    ['an object where a value is expected', detail({ nested: [null] })],
    ['members of two objects in a list', detail({ employees: { firstName: ['Anna'], lastName: ['Smith'] } })],
    ['a prefix of another case', detail({ file: [{ prefix: 'UPLOADS/' }] })],
    ['a prefix of a number', detail({ size: [{ prefix: '3' }] })],
  ])('%s', (_, pattern) => {
    expect(matches(pattern)).toBe(false);
  });
});

describe('A refused event pattern', () => {
  it.each([
    { suffix: '.jpg' },
    { wildcard: '*.jpg' },
    { 'equals-ignore-case': 'a' },
    { 'anything-but': 'a' },
    { numeric: ['>', 0] },
    { exists: true },
    { cidr: '10.0.0.0/8' },
  ])('is reported with its unsupported operator: %j', (alternative) => {
    const [operator] = Object.keys(alternative);
    expect(() => compileEventPattern(detail({ key: [alternative] }))).toThrow(
      `detail.key: the twin does not support "${operator}", only values and one "prefix"`,
    );
  });

  it.each<[string, unknown, string]>([
    ['$or', { $or: [{ source: ['a'] }, { source: ['b'] }] }, 'does not support "$or"'],
    ['a value outside a list', { source: 'aws.s3' }, 'source: expected a list of alternatives'],
    ['an operator outside a list', detail({ key: { prefix: 'a' } }), 'detail.key.prefix'],
    ['two operators at once', detail({ key: [{ prefix: 'a', suffix: 'b' }] }), 'one "prefix"'],
    ['no alternatives', detail({ key: [] }), 'at least one alternative'],
    ['nothing', {}, 'expected an object with fields'],
    ['a text', 'source', 'expected an object with fields'],
    ['a prefix of a number', detail({ size: [{ prefix: 3 }] }), '"prefix" takes a text'],
  ])('is reported with the path of its error: %s', (_, pattern, message) => {
    expect(() => compileEventPattern(pattern)).toThrow(message);
  });
});

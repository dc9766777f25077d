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
    ['a prefix whatever its case', detail({ file: [{ prefix: { 'equals-ignore-case': 'UPLOADS/' } }] })],
    ['a suffix', detail({ file: [{ suffix: '.png' }, { suffix: '.JPG' }] })],
    ['a suffix whatever its case', detail({ file: [{ suffix: { 'equals-ignore-case': '.jpg' } }] })],
    ['a text whatever its case', detail({ state: [{ 'equals-ignore-case': 'RUNNING' }] })],
    ['a wildcard', detail({ file: [{ wildcard: 'uploads/*.JPG' }] })],
    ['a wildcard for nothing at all', detail({ state: [{ wildcard: 'run*ning*' }] })],
    ['a range', detail({ size: [{ numeric: ['>', 0, '<=', 300] }] })],
    ['an equal number', detail({ ratio: [{ numeric: ['=', -0.5] }] })],
    ['anything but other texts', detail({ state: [{ 'anything-but': ['stopped', 'terminated'] }] })],
    ['anything but another number', detail({ size: [{ 'anything-but': 301 }] })],
    ['anything but another prefix', detail({ file: [{ 'anything-but': { prefix: 'previews/' } }] })],
    ['anything but other suffixes', detail({ file: [{ 'anything-but': { suffix: ['.gif', '.png'] } }] })],
    ['anything but another wildcard', detail({ file: [{ 'anything-but': { wildcard: '*.gif' } }] })],
    ['null where anything but a text is asked for', detail({ region: [{ 'anything-but': 'x' }] })],
    [
      'a list with a member that is not the refused one',
      { resources: [{ 'anything-but': { suffix: 'i-1' } }] },
    ],
    ['a value that exists, be it null', detail({ region: [{ exists: true }] })],
    ['a field that does not exist', detail({ missing: [{ exists: false }] })],
    ['a field below one that does not exist', detail({ missing: { deeper: [{ exists: false }] } })],
    ['an object where a value must not exist', detail({ nested: [{ exists: false }] })],
    ['a value or its absence', detail({ missing: ['x', { exists: false }] })],
    ['one pattern of several', { $or: [{ source: ['aws.s3'] }, { detail: { state: ['running'] } }] }],
    [
      'one pattern of several, below',
      detail({ state: ['running'], $or: [{ size: [1] }, { encrypted: [true] }] }),
    ],
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
    ['members of two objects in a list', detail({ employees: { firstName: ['Anna'], lastName: ['Smith'] } })],
    ['a prefix of another case', detail({ file: [{ prefix: 'UPLOADS/' }] })],
    ['a prefix of a number', detail({ size: [{ prefix: '3' }] })],
    ['a number out of range', detail({ size: [{ numeric: ['>', 300] }] })],
    ['a text as a number', detail({ state: [{ numeric: ['>', 0] }] })],
    ['a wildcard in the middle only', detail({ state: [{ wildcard: 'run*x' }] })],
    ['a star that is meant literally', detail({ state: [{ wildcard: 'run\\*ing' }] })],
    ['the refused texts', detail({ state: [{ 'anything-but': ['running', 'stopped'] }] })],
    [
      'the refused text whatever its case',
      detail({ state: [{ 'anything-but': { 'equals-ignore-case': 'RUNNING' } }] }),
    ],
    ['a missing field by anything but', detail({ missing: [{ 'anything-but': 'x' }] })],
    ['an object where a value must exist', detail({ nested: [{ exists: true }] })],
    ['an empty list where a value must exist', detail({ none: [{ exists: true }] })],
    ['none of several patterns', { $or: [{ source: ['aws.s3'] }, { detail: { state: ['stopped'] } }] }],
  ])('%s', (_, pattern) => {
    expect(matches(pattern)).toBe(false);
  });
});

describe('An event pattern is refused', () => {
  it.each<[string, unknown, string]>([
    [
      'an operator that the twin lacks',
      detail({ ip: [{ cidr: '10.0.0.0/8' }] }),
      'detail.ip: the local twin has no operator "cidr"',
    ],
    [
      'an operator within anything-but that it lacks',
      detail({ ip: [{ 'anything-but': { cidr: '::/0' } }] }),
      'has no "cidr"',
    ],
    ['a value outside a list', { source: 'aws.s3' }, 'source: expected a list of alternatives or an object'],
    ['an operator outside a list', detail({ key: { prefix: 'a' } }), 'detail.key.prefix'],
    ['two operators at once', detail({ key: [{ prefix: 'a', suffix: 'b' }] }), 'one operator'],
    ['no alternatives', detail({ key: [] }), 'at least one alternative'],
    ['nothing', {}, 'expected an object with fields'],
    ['a text', 'source', 'expected an object with fields'],
    ['one alternative of $or', { $or: [{ source: ['a'] }] }, '$or: expected a list of at least two patterns'],
    ['two stars', detail({ key: [{ wildcard: 'a**b' }] }), 'no two *'],
    ['half a comparison', detail({ size: [{ numeric: ['>'] }] }), 'one or two comparisons'],
    ['an unknown comparison', detail({ size: [{ numeric: ['!=', 3] }] }), 'compares with one of = < <= > >='],
    ['a comparison with a text', detail({ size: [{ numeric: ['>', '3'] }] }), 'a number from -5e9 to 5e9'],
    [
      'a mixed list of refused values',
      detail({ size: [{ 'anything-but': ['a', 1] }] }),
      'a list of texts or a list of numbers',
    ],
    ['a prefix of a number', detail({ size: [{ prefix: 3 }] }), 'one operator'],
  ])('for %s, by its path', (_, pattern, message) => {
    expect(() => compileEventPattern(pattern)).toThrow(message);
  });
});

import type { BusEvent } from '../../../local/event-bus/event-bus';
import { compileInputTransformer, InputNotJsonError } from '../../../local/event-bus/input-transformer';

/** The event of the EventBridge User Guide's chapter on input transformation. */
const event: BusEvent = {
  version: '0',
  id: '7bf73129-1428-4cd3-a780-95db273d1602',
  'detail-type': 'EC2 Instance State-change Notification',
  source: 'aws.ec2',
  account: '123456789012',
  time: '2015-11-11T21:29:54Z',
  region: 'us-east-1',
  resources: ['arn:aws:ec2:us-east-1:123456789012:instance/i-abcd1111'],
  detail: { 'instance-id': 'i-0123456789', state: 'RUNNING', sizes: [{ width: 1 }, { width: 2 }], on: true },
};
const occasion = {
  ruleName: 'example',
  ruleArn: 'arn:aws:events:us-east-2:123456789012:rule/example',
  ingestionTime: '2015-11-11T21:29:55Z',
};
const inputPaths = {
  timestamp: '$.time',
  instance: '$.detail.instance-id',
  state: '$.detail.state',
  missing: '$.detail.missing.deeper',
  detail: '$.detail',
  second: '$.detail.sizes[1].width',
  widths: '$.detail.sizes[*].width',
  on: '$.detail.on',
};

const transform = (inputTemplate: string): string =>
  compileInputTransformer({ inputPaths, inputTemplate })(event, occasion);

describe('An input transformer with a template', () => {
  it.each([
    ['of one text', '"instance <instance> is in <state>"', '"instance i-0123456789 is in RUNNING"'],
    [
      'with escaped quotes',
      '"instance \\"<instance>\\" is in <state>"',
      '"instance \\"i-0123456789\\" is in RUNNING"',
    ],
    [
      'of several lines, keeping their quotes',
      '"<instance>"\n"is in <state>"',
      '"i-0123456789"\n"is in RUNNING"',
    ],
    [
      'of JSON',
      '{\n "instance" : <instance>,\n "state": <state>\n}',
      '{"instance":"i-0123456789","state":"RUNNING"}',
    ],
    [
      'of JSON with values in texts',
      '{"a": "<state>", "b": "\\"<state>\\" it is"}',
      '{"a":"RUNNING","b":"\\"RUNNING\\" it is"}',
    ],
    ['of JSON with constants', '{"state": [9, <state>, true]}', '{"state":[9,"RUNNING",true]}'],
    [
      'with numbers, lists and booleans',
      '{"n": <second>, "l": <widths>, "b": <on>}',
      '{"n":2,"l":[1,2],"b":true}',
    ],
    ['with nothing for what the event lacks', '"it is <missing>."', '"it is ."'],
    ['with an empty text for what the event lacks', '{"it": <missing>}', '{"it":""}'],
    [
      'with an object in a text, without its quotes',
      '"all: <detail>"',
      `"all: {instance-id:i-0123456789,state:RUNNING,sizes:[{width:1},{width:2}],on:true}"`,
    ],
    ['with the rule', '"<aws.events.rule-name> <aws.events.rule-arn>"', `"example ${occasion.ruleArn}"`],
    ['with the time of arrival', '"<aws.events.event.ingestion-time>"', '"2015-11-11T21:29:55Z"'],
    ['that starts like JSON within quotes', '"{[/<state>"', '"{[/RUNNING"'],
  ])('fills it %s', (_, template, expected) => {
    expect(transform(template)).toBe(expected);
  });

  it('inserts the event as it arrived, and without its detail', () => {
    const { whole, bare } = JSON.parse(
      transform('{"whole": <aws.events.event.json>, "bare": <aws.events.event>}'),
    );
    expect(whole).toEqual(event);
    expect(bare).toMatchObject({ detailType: event['detail-type'], time: occasion.ingestionTime });
    expect(bare).not.toHaveProperty('detail');
  });
});

describe('An input transformer', () => {
  it('fails when a value ends the text around it, because EventBridge does not escape it', () => {
    const quoting = { ...event, detail: { state: 'so "called"' } };
    const fill = compileInputTransformer({ inputPaths, inputTemplate: '{"state": "<state>"}' });
    expect(() => fill(quoting, occasion)).toThrow(InputNotJsonError);
  });

  it.each([
    ['a placeholder nobody defined', { inputPaths: {}, inputTemplate: '"<who>"' }, '<who>'],
    ['a reserved name', { inputPaths: { 'aws.x': '$.time' }, inputTemplate: '"x"' }, 'reserved'],
    [
      'a path in brackets with a name',
      { inputPaths: { x: "$['time']" }, inputTemplate: '"<x>"' },
      "$['time']",
    ],
    ['a path with a filter', { inputPaths: { x: '$.a[?(@.b)]' }, inputTemplate: '"<x>"' }, '$.a[?(@.b)]'],
    ['a path that goes on after an end', { inputPaths: { x: '$.a..b' }, inputTemplate: '"<x>"' }, '$.a..b'],
    ['an empty template', { inputPaths: {}, inputTemplate: '' }, '1 to 8192'],
    [
      'too many paths',
      {
        inputPaths: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, '$.time'])),
        inputTemplate: '"x"',
      },
      '101 paths',
    ],
  ])('fails at start-up for %s', (_, declaration, message) => {
    expect(() => compileInputTransformer(declaration)).toThrow(message);
  });
});

import { FailureCauses } from '../../../local/functions/failure-causes';
import { loggedProblem } from '../../../local/functions/logged-problem';

const lineOf = (fields: object): string =>
  JSON.stringify({
    level: 'ERROR',
    message: 'The message goes back to the queue',
    function_request_id: 'r-1',
    ...fields,
  });

describe('an error in the log of a function', () => {
  it('names the object keys of a message and the cause', () => {
    const line = lineOf({ messageId: 'm-1', keys: ['uploads/a.jpg'], error: { message: 'Access denied.' } });
    expect(loggedProblem(line)).toEqual({
      subjects: ['uploads/a.jpg'],
      requestId: 'r-1',
      sentence: 'uploads/a.jpg: Access denied.',
    });
  });

  it('names the id of a message that cannot be read', () => {
    const line = lineOf({ messageId: 'm-1', keys: [], error: { message: 'The message is not JSON.' } });
    expect(loggedProblem(line)).toMatchObject({
      subjects: ['m-1'],
      sentence: 'message m-1: The message is not JSON.',
    });
  });

  it('begins with what the function was doing when it names neither', () => {
    const line = lineOf({ message: 'The request failed', error: { message: 'No table.' } });
    expect(loggedProblem(line)).toMatchObject({ subjects: [], sentence: 'The request failed: No table.' });
  });

  it.each([
    ['another level', lineOf({ level: 'INFO', messageId: 'm-1' })],
    ['plain text that contains the word', 'an "ERROR" in plain text'],
    ['a torn line', '{"level":"ERROR","mess'],
  ])('is not found in %s', (_, line) => {
    expect(loggedProblem(line)).toBeUndefined();
  });
});

describe('the causes of failures', () => {
  it('are the last one of each upload', () => {
    const causes = new FailureCauses();
    for (const sentence of ['first', 'second']) {
      causes.take({ subjects: ['uploads/a.jpg'], requestId: 'r', sentence });
    }
    expect(causes.of('uploads/a.jpg')).toBe('second');
    expect(causes.of('uploads/b.jpg')).toBeUndefined();
  });
});

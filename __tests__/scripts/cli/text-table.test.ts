import { textTable } from '../../../scripts/cli/text-table';

it('puts names to the left and numbers to the right', () => {
  const table = {
    columns: ['photo', 'CPU'],
    rows: [
      ['12 MP JPEG', '58 ms'],
      ['PNG', '1.24 s'],
    ],
  };
  expect(textTable(table)).toEqual(['photo           CPU', '12 MP JPEG    58 ms', 'PNG          1.24 s']);
});

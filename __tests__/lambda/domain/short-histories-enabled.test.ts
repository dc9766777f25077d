import { describeShortHistories } from '../../support/short-histories';

describe('all histories of up to four steps in a bucket with versioning Enabled', () => {
  describeShortHistories('Enabled');
});

import { describeShortHistories } from '../../support/short-histories';

jest.mock('../../../lambda/domain/image/inspect', () => require('../../support/remembered-rendering'));
jest.mock('../../../lambda/domain/previews/render-previews', () =>
  require('../../support/remembered-rendering'),
);

describe('all histories of up to four steps in a bucket with versioning Suspended', () => {
  describeShortHistories('Suspended');
});

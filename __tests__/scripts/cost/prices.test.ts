import { pricedRegion, priceOf } from '../../../scripts/cost/prices';
import { addUsage, costOf } from '../../../scripts/cost/usage';

describe('prices', () => {
  it('have a unit, a month and the AWS page that they are from', () => {
    expect(priceOf('dynamoDbWrite', 'eu-central-1')).toEqual({
      usd: 0.7625e-6,
      unit: 'write request unit',
      asOf: expect.stringMatching(/^\d{4}-\d{2}$/),
      source: 'https://aws.amazon.com/dynamodb/pricing/on-demand/',
    });
  });

  it('are those of us-east-1 where a region’s own are not known', () => {
    expect(pricedRegion('eu-central-1')).toBe('eu-central-1');
    expect(pricedRegion('sa-east-1')).toBe('us-east-1');
    expect(priceOf('s3StandardGbMonth', 'sa-east-1')).toEqual(priceOf('s3StandardGbMonth', 'us-east-1'));
  });

  it('determine the cost of a usage, unit by unit', () => {
    const usage = addUsage(
      { sqsRequest: 1_000_000, lambdaRequest: 1 },
      { sqsRequest: 500_000, snsEmail: 10 },
    );
    expect(usage).toEqual({ sqsRequest: 1_500_000, lambdaRequest: 1, snsEmail: 10 });
    expect(costOf(usage, 'us-east-1')).toBeCloseTo(0.6 + 0.0000002 + 0.0002);
  });
});

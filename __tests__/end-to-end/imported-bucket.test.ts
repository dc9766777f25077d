import { deploymentOf } from '../support/deployment';
import { jpegPhoto } from '../support/photos';
import { TwinProcess } from '../support/twin-process';

jest.setTimeout(200_000);

describe('With SOURCE_BUCKET', () => {
  it('takes uploads from that bucket, through a rule on the default event bus', async () => {
    const bucket = 'somebodys-photos';
    const deployment = await deploymentOf(new TwinProcess([], { SOURCE_BUCKET: bucket }));
    try {
      const record = await deployment.process('uploads/user-7/Été + sunset (1).JPG', await jpegPhoto());
      expect(record).toMatchObject({ processingStatus: 'COMPLETED', bucket, userId: 'user-7' });
      await deployment.remove(record.key);
      await deployment.recordOf(record.key, ({ processingStatus }) => processingStatus === 'DELETED');
      const { denied } = await deployment.report<{ denied: unknown[] }>('permissions');
      expect(denied).toEqual([]);
    } finally {
      await deployment.close();
    }
  });
});

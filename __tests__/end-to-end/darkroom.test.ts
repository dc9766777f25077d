import { type Deployment, openDeployment } from '../support/deployment';
import { describeAgeing } from './suites/ageing';
import { describeApi } from './suites/api';
import { describeCrashes } from './suites/crashes';
import { describeDeletion } from './suites/deletion';
import { describeLateMessages } from './suites/late-messages';
import { describeNotifications } from './suites/notifications';
import { describePermissions } from './suites/permissions';
import { describePictures } from './suites/pictures';
import { describeRefusals } from './suites/refusals';
import { describeUploadPath } from './suites/upload-path';

/** Everything here speaks to one deployment, which takes seconds to come up. */
let deployment: Deployment | undefined;

const opened = (): Deployment => {
  if (!deployment) throw new Error('The deployment is not up');
  return deployment;
};

beforeAll(async () => {
  deployment = await openDeployment();
}, 200_000);

afterAll(() => deployment?.close());

describeUploadPath(opened);
describePictures(opened);
describeRefusals(opened);
describeDeletion(opened);
describeCrashes(opened);
describeNotifications(opened);
describeApi(opened);
describeLateMessages(opened);
// Late: it removes what the others have stored.
describeAgeing(opened);
// Last: it looks back on what the others did.
describePermissions(opened);

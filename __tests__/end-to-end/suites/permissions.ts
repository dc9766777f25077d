import type { Denial } from '../../../local/iam/authorizer';
import type { GrantedAction } from '../../../local/iam/granted-actions';
import { type Deployment, describeOnTwin } from '../../support/deployment';

interface Permissions {
  readonly roles: readonly string[];
  readonly denied: readonly Denial[];
  readonly unused: readonly GrantedAction[];
}

/** The roles are as small as they can be, and no smaller: everything before this ran under them. */
export function describePermissions(opened: () => Deployment): void {
  describeOnTwin('the roles (needs a local twin)', () => {
    it('are denied no call', async () => {
      const { denied } = await opened().report<Permissions>('permissions');
      expect(denied.map(({ message }) => message)).toEqual([]);
    });

    it('use every permission they have, except the one to detect a removed version in a race', async () => {
      const { roles, unused } = await opened().report<Permissions>('permissions');
      const ofFunctions = unused.filter(({ role }) => role.startsWith('image-')).filter(isNotForRace);
      expect(roles.length).toBeGreaterThanOrEqual(2);
      expect(ofFunctions).toEqual([]);
    });
  });
}

/** A version is read that was removed since S3 listed it: nothing that this suite can bring about. */
const isNotForRace = ({ statement, action }: GrantedAction): boolean =>
  !(statement === 'TellMissingFromForbidden' && action === 's3:ListBucketVersions');

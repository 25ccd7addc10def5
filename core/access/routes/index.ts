import { afterEntryRoutes } from './after-entry';
import { entryRoutes } from './entry';
import { grantRoutes } from './grants';
import { identityRoutes } from './identities';
import { ownProofRoutes } from './own-proof';
import { ownRoutes } from './own';
import { signInRoutes } from './sign-in';
import { userRoutes } from './users';

export const routes = [
  ...signInRoutes,
  ...entryRoutes,
  ...afterEntryRoutes,
  ...ownRoutes,
  ...ownProofRoutes,
  ...identityRoutes,
  ...userRoutes,
  ...grantRoutes,
];

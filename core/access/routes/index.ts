import { grantRoutes } from './grants';
import { ownRoutes } from './own';
import { signInRoutes } from './sign-in';
import { userRoutes } from './users';

export const routes = [...signInRoutes, ...ownRoutes, ...userRoutes, ...grantRoutes];

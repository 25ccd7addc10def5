import { familyRoutes } from './family';
import { matchRoutes } from './matches';
import { mergeRoutes } from './merges';
import { ownRoutes } from './own';
import { personRoutes } from './persons';

export const routes = [...personRoutes, ...familyRoutes, ...mergeRoutes, ...matchRoutes, ...ownRoutes];

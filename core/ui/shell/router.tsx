import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  type RouteComponent,
} from '@tanstack/react-router';
import { onSignedOut } from '../api/client';
import { meQuery } from '../api/me';
import { queryClient } from '../api/queries';
import type { Ui } from '../define-ui';
import { onKeeping } from '../kept/keeping';
import { BrokenPage, NotFoundPage } from '../page/failures';
import { Forbidden } from '../page/Forbidden';
import { PageSkeleton } from '../page/PageSkeleton';
import { Present } from '../page/Present';
import { Frame } from './Frame';
import { foundUis } from './found';
import { Layout } from './Layout';
import { pageAddress } from './menu';
import { safePlace } from './place';

const me = () => queryClient.ensureQueryData(meQuery);

const root = createRootRoute({ component: Frame, notFoundComponent: NotFoundPage });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: lazyRouteComponent(() => import('./SignInPage'), 'SignInPage'),
  beforeLoad: async ({ search }) => {
    if ((await me()).signedIn) redirect({ to: safePlace((search as { to?: string }).to) as '/', throw: true });
  },
});

const signedIn = createRoute({
  getParentRoute: () => root,
  id: 'signed-in',
  component: Layout,
  beforeLoad: async ({ location }) => {
    const { signedIn: isIn, mustRead } = await me();
    if (isIn && mustRead && !/^\/(support|access\/account)(\/|$)/.test(location.pathname))
      redirect({ to: '/support/readings' as '/', throw: true });
    if (isIn) return;
    const place = safePlace(location.href);
    redirect({ to: '/sign-in', search: place === '/' ? {} : { to: place }, throw: true } as never);
  },
});

const home = createRoute({
  getParentRoute: () => signedIn,
  path: '/',
  component: lazyRouteComponent(() => import('./HomePage'), 'HomePage'),
});

const pages = foundUis.flatMap(({ id, pages: own = [] }) =>
  own.map((page) =>
    createRoute({ getParentRoute: () => signedIn, path: pageAddress(id, page.path), component: pageOf(id, page) }),
  ),
);

const publicPages = foundUis.flatMap(({ id, publicPages: own = [] }) =>
  own.map((page) =>
    createRoute({ getParentRoute: () => root, path: pageAddress(id, page.path), component: pageOf(id, page) }),
  ),
);

type Shown = Pick<NonNullable<Ui['pages']>[number], 'page' | 'permission'>;

function pageOf(plugin: string, { page, permission }: Shown) {
  const Lazy = lazyRouteComponent(page);
  const Page = () => (
    <Present plugin={plugin}>
      <Forbidden unless={permission}>
        <Lazy />
      </Forbidden>
    </Present>
  );
  return Object.assign(Page, { preload: () => Lazy.preload?.() });
}

// Addresses stay readable and safe to share: plain texts, no JSON in the query. A bare name is a yes: `?kiosk`.
const parseSearch = (text: string) =>
  Object.fromEntries(new URLSearchParams(text.replace(/(^\??|&)([\w-]+)(?=&|$)/g, '$1$2=1')));
function stringifySearch(search: Record<string, unknown>) {
  const given = Object.entries(search).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text && `?${text}`;
}

export const router = createRouter({
  routeTree: root.addChildren([signIn, ...publicPages, signedIn.addChildren([home, ...pages])]),
  basepath: '/app',
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  defaultPendingComponent: PageSkeleton,
  defaultPendingMs: 150,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

// The code of the page asked for comes beside the question who asks, not after it.
for (const { options } of router.getMatchedRoutes(router.latestLocation.pathname)[0])
  void (options.component as RouteComponent | undefined)?.preload?.();

onKeeping({
  load: async () => {
    const { permissions = [] } = queryClient.getQueryData(meQuery.queryKey) ?? {};
    const wanted = foundUis.flatMap(({ pages: own = [] }) => own).filter(({ withoutNet }) => withoutNet);
    const open = wanted.filter(({ permission }) => !permission || permissions.includes(permission));
    await Promise.all(open.map(({ page }) => page().catch(() => undefined)));
  },
  lost: () => void queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
});

onSignedOut(() => {
  const { href, pathname } = router.state.location;
  if (pathname === '/sign-in') return;
  queryClient.setQueryData(meQuery.queryKey, (known) => known && { ...known, signedIn: false, permissions: [] });
  void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
  void router.navigate({ to: '/sign-in', search: { to: safePlace(href), again: 1 } } as never);
});

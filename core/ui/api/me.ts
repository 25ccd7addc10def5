import { queryOptions, useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { answerOrKept, settleKept, whoAddress } from '../kept/keeping';
import { renewed } from '../kept/renewed';
import { endSignIn } from '../kept/leaving';
import { api, apiAddress } from './client';

export type Me = {
  signedIn: boolean;
  /** Of the account, for whoever is signed in. */
  id?: string;
  name: string | null;
  login?: string | null;
  roles: string[];
  /** What roles are called, in Russian and in English; for whoever is signed in. */
  roleTitles?: Record<string, [ru: string, en: string]>;
  permissions: string[];
  /** Rights wait, or in a trial would, until a second factor is set up. */
  needsSecondFactor?: boolean;
  /** Rules in force wait to be confirmed before anything else. */
  mustRead?: boolean;
  /** Devices may keep what opens without a network. */
  mayKeep: boolean;
  /** Stands for a child whose card is here. */
  isGuardian: boolean;
  /** Subsystems that are switched on. */
  plugins: string[];
  demo: boolean;
  demoAccounts?: { login: string; password: string; who: string }[];
  /** Providers one may sign in by, for whoever is not signed in. */
  ways?: { id: string; title: string; titleEn: string; isSimulated: boolean }[];
  version: string;
  region: string;
};

export type Region = { id: string; name: string; nameEn: string; timeZone: string };

const regionAddress = '/territory/region';

const regionQuery = queryOptions({
  queryKey: ['region'],
  queryFn: ({ signal }) =>
    answerOrKept(apiAddress(regionAddress), 'companion', () => api.get<Region>(regionAddress, {}, signal)),
  staleTime: Infinity,
});

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: async ({ signal, client }) => {
    // Known with whoever is signed in: a page that begins with today begins with the day of the region.
    const region = client.ensureQueryData(regionQuery).catch(() => undefined);
    const me = await answerOrKept(apiAddress(whoAddress), 'companion', async () => {
      await endSignIn();
      const me = await api.get<Me>(whoAddress, {}, signal);
      await settleKept(me);
      const shown = client.getQueryData<Me>(['me']);
      // Another tab has signed in as somebody else: nothing of the former one stays on the page.
      if (shown?.signedIn && me.signedIn && shown.id !== me.id) location.reload();
      return me;
    });
    await region;
    return me;
  },
  staleTime: 60_000,
  ...renewed(apiAddress(whoAddress)),
});

/** Who is signed in and what he may do. */
export const useMe = (): Me => useSuspenseQuery(meQuery).data;

/** Whether the signed-in person holds a permission. */
export const useMay = (permission: string) => useMe().permissions.includes(permission);

/** The region this installation serves; undefined until it is known. */
export const useRegion = (): Region | undefined => useQuery(regionQuery).data;

/** Today in the region, `2026-09-01`. */
export function useToday(): string {
  const timeZone = useRegion()?.timeZone;
  return new Intl.DateTimeFormat('sv-SE', timeZone ? { timeZone } : {}).format(new Date());
}

import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { meQuery } from '../api/me';
import { ProblemError } from '../api/problem';
import { queryClient } from '../api/queries';
import { leave } from '../kept/leaving';
import { keepLanguage } from '../texts/i18n';
import { saveLook } from './look';

const askers = new Set<() => Promise<boolean>>();

/** Asked before somebody signs out: whether they leave, though what they did and was not sent is lost. Gives how to stop. */
export function onLeaving(asker: () => Promise<boolean>): () => void {
  askers.add(asker);
  return () => void askers.delete(asker);
}

async function leaves(): Promise<boolean> {
  for (const ask of askers) if (!(await ask())) return false;
  return true;
}

/**
 * Signs out and forgets everything personal; look and language stay, though the answer clears the storage. Without a network the
 * page says that the server is still to be told.
 */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: leave,
    onSettled: async (_, error) => {
      saveLook();
      keepLanguage();
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'region' && queryKey[0] !== 'me' });
      if (error instanceof ProblemError && error.code === 'left')
        queryClient.removeQueries({ queryKey: meQuery.queryKey });
      else await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate({ to: '/sign-in' });
    },
  });
  return () => void leaves().then((yes) => yes && mutate());
}

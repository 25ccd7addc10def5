import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api/client';
import { meQuery } from '../api/me';
import { queryClient } from '../api/queries';
import { keepLanguage } from '../texts/i18n';
import { saveLook } from './look';

/** Signs out and forgets everything personal; look and language stay, though the answer clears the storage. */
export function useSignOut(): () => void {
  const navigate = useNavigate();
  const { mutate } = useMutation({
    mutationFn: () => api.post('/access/sign-out'),
    onSettled: async () => {
      saveLook();
      keepLanguage();
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'region' && queryKey[0] !== 'me' });
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await navigate({ to: '/sign-in' });
    },
  });
  return () => mutate();
}

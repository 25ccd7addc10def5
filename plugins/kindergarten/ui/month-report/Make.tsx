import { useRef } from 'react';
import {
  api,
  Button,
  notifyDone,
  notifyProblem,
  useMutation,
  useNavigate,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { reportTexts } from './texts';

type Props = { organisation: string; garden: string; month: string; isAgain: boolean };

/** One click: the month is kept as it is now, and the report opens. */
export function Make({ organisation, garden, month, isAgain }: Props) {
  const t = useTexts(reportTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const make = useMutation({
    mutationFn: () =>
      api.once<{ id: string; version: number }>('/kindergarten/month-reports', key.current, { organisation, month }),
    onError: (error) => {
      key.current = crypto.randomUUID();
      notifyProblem(error);
    },
    onSuccess: async ({ id, version }) => {
      key.current = crypto.randomUUID();
      notifyDone({ text: t('make.done', { version }) });
      await queries.invalidateQueries();
      await navigate({ to: `/kindergarten/month-reports/${id}` as '/' });
    },
  });
  return (
    <Button
      size="xs"
      variant={isAgain ? 'default' : 'filled'}
      aria-label={t('make.for', { garden })}
      loading={make.isPending}
      onClick={() => make.mutate()}
    >
      {t(isAgain ? 'make.again' : 'make')}
    </Button>
  );
}

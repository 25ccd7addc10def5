import { useState } from 'react';
import {
  api,
  apiQuery,
  Form,
  notifyDone,
  Stack,
  Text,
  useMutation,
  useQuery,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { z } from 'zod';
import type { ApplicationView, MoveRules } from '../../shared/applications';
import { formTexts } from './form-texts';
import { Gardens } from './Gardens';
import { wantedOf, wishesOf, type Child, type Wanted } from './model';

type Props = {
  application: ApplicationView;
  /** Where the wishes are sent. */
  address: string;
  siblings?: readonly Pick<Child, 'id' | 'name'>[];
  onDone: () => unknown;
};

/** Kindergartens of another municipality, and what its act says of the time of filing before anything is sent. */
export function MoveForm({ application, address, siblings, onDone }: Props) {
  const t = useTexts(formTexts);
  const queries = useQueryClient();
  const [wanted, setWanted] = useState<Wanted>(() => ({ ...wantedOf(application), choices: [], municipalityId: null }));
  const isChosen = wanted.choices.length > 0;
  const move = useMutation({
    mutationFn: () => api.post(address, wishesOf(wanted)),
    onSuccess: async () => {
      notifyDone({ text: t('move.done') });
      await queries.invalidateQueries();
      await onDone();
    },
  });
  return (
    <Form
      label={t('move')}
      send={t('move')}
      busy={move.isPending}
      error={move.error}
      onSend={() => move.mutate()}
      sticky
    >
      <Stack gap="lg">
        <Text>{t('move.what')}</Text>
        {isChosen && wanted.municipalityId && <Rules municipality={wanted.municipalityId} />}
        <Gardens
          wanted={wanted}
          set={(change) => setWanted((old) => ({ ...old, ...change }))}
          childId={application.childId}
          {...(siblings && { siblings })}
        />
      </Stack>
    </Form>
  );
}

function Rules({ municipality }: { municipality: string }) {
  const t = useTexts(formTexts);
  const { data } = useQuery(apiQuery<z.infer<typeof MoveRules>>(`/kindergarten/municipal-rules/${municipality}`));
  if (!data) return null;
  return (
    <div role="status">
      <Text fw={600}>{t(data.moveKeepsTime ? 'move.keeps' : 'move.loses', { municipality: data.municipality })}</Text>
      <Text size="sm" c="dimmed">
        {t('act', { act: data.act })} {!data.verified && t('unverified')}
      </Text>
    </div>
  );
}

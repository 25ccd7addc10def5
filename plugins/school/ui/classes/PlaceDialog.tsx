import { useState } from 'react';
import {
  api,
  Checkbox,
  DialogButton,
  ErrorState,
  Form,
  notifyDone,
  PageSkeleton,
  Stack,
  Text,
  TextInput,
  useApi,
  useFormats,
  useMutation,
  useQueryClient,
  useTexts,
  useToday,
} from '@regiso/core/ui';
import type { ClassView } from '../../shared/classes';
import type { Unplaced } from '../../shared/year';
import { classTexts } from './texts';

/** Pupils of the school who are in no class join this one. */
export function PlaceDialog({ of }: { of: ClassView }) {
  const t = useTexts(classTexts);
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogButton label={t('place')} title={t('place.title', { name: of.name })} isOpen={isOpen} setOpen={setOpen} wide>
      {isOpen && <Waiting of={of} onDone={() => setOpen(false)} />}
    </DialogButton>
  );
}

function Waiting({ of: { id, name }, onDone }: { of: ClassView; onDone: () => void }) {
  const t = useTexts(classTexts);
  const { day } = useFormats();
  const queries = useQueryClient();
  const today = useToday();
  const [from, setFrom] = useState(today);
  const [chosen, setChosen] = useState<string[]>([]);
  const { data, error, refetch } = useApi<Unplaced>(`/school/classes/${id}/unplaced`);
  const place = useMutation({
    mutationFn: () => api.post(`/school/classes/${id}/pupils`, { personIds: chosen, from }),
    onSuccess: async () => {
      notifyDone({ text: t('place.done', { name, count: chosen.length }) });
      onDone();
      await queries.invalidateQueries();
    },
  });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.length) return <Text>{t('place.none')}</Text>;
  return (
    <Form
      label={t('place.title', { name })}
      send={t('place.send', { count: chosen.length })}
      sticky
      busy={place.isPending}
      error={place.error}
      onSend={() => chosen.length && place.mutate()}
    >
      <TextInput
        type="date"
        label={t('place.from')}
        value={from}
        onChange={({ currentTarget: { value } }) => setFrom(value)}
      />
      <Checkbox.Group label={t('place.who')} value={chosen} onChange={setChosen}>
        <Stack gap="xs" mt="xs">
          {data.map((one) => (
            <Checkbox
              key={one.id}
              value={one.id}
              label={one.birthDate ? `${one.name}, ${day(one.birthDate)}` : one.name}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Form>
  );
}

import { useState } from 'react';
import {
  api,
  DialogButton,
  ErrorState,
  Form,
  Group,
  NativeSelect,
  notifyDone,
  PageSkeleton,
  Text,
  useApi,
  useMutation,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import type { Groups } from '../../shared/year';
import { loadTexts } from './texts';

type Props = { classId: string; subject: string; title: string };

/** Puts the pupils of a class into the groups of a subject. */
export function GroupsDialog(props: Props) {
  const t = useTexts(loadTexts);
  const [isOpen, setOpen] = useState(false);
  const { title: subject } = props;
  return (
    <DialogButton
      variant="default"
      label={subject}
      aria-label={t('groups.open', { subject })}
      title={t('groups.title', { subject })}
      isOpen={isOpen}
      setOpen={setOpen}
      wide
    >
      {isOpen && <Members {...props} onDone={() => setOpen(false)} />}
    </DialogButton>
  );
}

function Members({ classId, subject, title, onDone }: Props & { onDone: () => void }) {
  const t = useTexts(loadTexts);
  const queries = useQueryClient();
  const { data, error, refetch } = useApi<Groups>(`/school/classes/${classId}/groups`);
  const [chosen, setChosen] = useState<Record<string, string>>({});
  const own = data?.loads.filter((load) => load.subject === subject) ?? [];
  const placeOf = ({ id, loadIds }: Groups['pupils'][number]) =>
    chosen[id] ?? own.find((load) => loadIds.includes(load.id))?.id ?? '';
  const save = useMutation({
    mutationFn: () => {
      const places = data?.pupils.map((pupil) => ({ pupilId: pupil.id, loadId: placeOf(pupil) || null }));
      return api.put(`/school/classes/${classId}/groups`, { subject, places });
    },
    onSuccess: async () => {
      notifyDone({ text: t('groups.saved', { subject: title }) });
      onDone();
      await queries.invalidateQueries();
    },
  });
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  return (
    <Form
      label={t('groups.title', { subject: title })}
      busy={save.isPending}
      error={save.error}
      onSend={() => save.mutate()}
    >
      <Group role="status">
        {own.map(({ id, subgroup }) => (
          <Text key={id}>
            {t('groups.count', {
              number: subgroup,
              count: data.pupils.filter((pupil) => placeOf(pupil) === id).length,
            })}
          </Text>
        ))}
      </Group>
      {data.pupils.map((pupil) => (
        <Group key={pupil.id} justify="space-between" wrap="nowrap">
          <Text>{pupil.name}</Text>
          <NativeSelect
            aria-label={t('groups.of', { pupil: pupil.name })}
            w={140}
            value={placeOf(pupil)}
            data={[
              { value: '', label: t('groups.none') },
              ...own.map(({ id, subgroup }) => ({ value: id, label: t('group', { number: subgroup }) })),
            ]}
            onChange={({ currentTarget: { value } }) => setChosen((old) => ({ ...old, [pupil.id]: value }))}
          />
        </Group>
      ))}
    </Form>
  );
}

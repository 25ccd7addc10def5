import { useState } from 'react';
import {
  api,
  DataTable,
  DialogButton,
  EmptyState,
  errorsByField,
  Form,
  Group,
  Link,
  notifyDone,
} from '@regiso/core/ui';
import {
  ReasonDialog,
  Text,
  Textarea,
  TextInput,
  Title,
  useApi,
  useForm,
  useFormats,
  useMutation,
  useQueryClient,
} from '@regiso/core/ui';
import { useTexts, type Column, type ProblemError } from '@regiso/core/ui';
import { PersonField } from '../../../audit/ui/parts/PersonField';
import { cardAddress } from '../../../people/ui/model';
import type { Hold } from '../model';
import { texts } from '../texts';

const address = '/privacy/holds';

/** Legal holds on people: of whom nothing is removed, on what ground, to which day. */
export function Holds() {
  const t = useTexts(texts);
  const { day, briefInstant } = useFormats();
  const holds = useApi<Hold[]>(address);
  const columns: Column<Hold>[] = [
    {
      key: 'who',
      title: t('who'),
      value: ({ name }) => name,
      isName: true,
      cell: ({ personId, name }) => <Link to={cardAddress(personId) as '/'}>{name}</Link>,
    },
    { key: 'ground', title: t('holds.ground'), value: ({ ground }) => ground },
    { key: 'until', title: t('holds.until'), value: ({ until }) => until, cell: ({ until }) => day(until) },
    {
      key: 'state',
      title: t('state'),
      value: ({ state }) => t(`holds.${state}`),
      cell: (hold) => (
        <>
          {t(`holds.${hold.state}`)}
          <Text size="sm" c="dimmed">
            {t('holds.by', { who: hold.laidBy ?? '—', when: briefInstant(hold.laidAt) })}
          </Text>
          {hold.liftedAt && (
            <Text size="sm" c="dimmed">
              {t('holds.lifted-by', {
                who: hold.liftedBy ?? '—',
                when: briefInstant(hold.liftedAt),
                reason: hold.liftReason ?? '',
              })}
            </Text>
          )}
        </>
      ),
    },
    {
      key: 'lift',
      title: '',
      value: () => null,
      sortable: false,
      cell: (hold) => hold.state === 'in-force' && <Lift hold={hold} onDone={() => void holds.refetch()} />,
    },
  ];
  return (
    <section aria-labelledby="holds">
      <Group justify="space-between" mt="xl" mb="md">
        <Title order={2} size="h3" id="holds">
          {t('holds')}
        </Title>
        <Lay />
      </Group>
      <DataTable
        caption={t('holds')}
        columns={columns}
        rows={holds.data}
        rowKey={({ id }) => id}
        sortParameter="holds"
        error={holds.error}
        retry={() => void holds.refetch()}
        empty={<EmptyState title={t('holds.none')} />}
      />
    </section>
  );
}

function Lift({ hold: { id, name }, onDone }: { hold: Hold; onDone: () => void }) {
  const t = useTexts(texts);
  return (
    <ReasonDialog
      label={t('holds.lift')}
      title={t('holds.lift.title', { name })}
      what={t('holds.lift.what')}
      done={t('holds.lift.done')}
      reason={t('holds.lift.reason')}
      send={({ reason }) => api.post(`${address}/${id}/lift`, { reason })}
      onDone={onDone}
    />
  );
}

type Values = { person: { id: string; name: string } | undefined; ground: string; until: string };

function Lay() {
  const t = useTexts(texts);
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const form = useForm<Values>({ person: undefined, ground: '', until: '' });
  const { person, ground, until } = form.values;
  const lay = useMutation({
    mutationFn: () => api.post<Hold[]>(address, { personId: person?.id ?? '', ground, until }),
    onError: (problem: ProblemError) => form.setErrors(errorsByField(problem)),
    onSuccess: (held) => {
      setOpen(false);
      form.reset();
      notifyDone({ text: t('holds.laid') });
      queries.setQueryData([address], held);
      return queries.invalidateQueries({ queryKey: [address] });
    },
  });
  return (
    <DialogButton variant="default" label={t('holds.lay')} title={t('holds.lay')} isOpen={isOpen} setOpen={setOpen}>
      <Text mb="md">{t('holds.what')}</Text>
      <Form
        label={t('holds.lay')}
        send={t('holds.lay')}
        busy={lay.isPending}
        error={lay.error}
        onSend={() => lay.mutate()}
      >
        <PersonField
          label={t('who')}
          value={person}
          error={form.errors.personId}
          onChange={(chosen) => {
            form.setErrors({});
            form.set('person', chosen);
          }}
        />
        <Textarea
          label={t('holds.ground')}
          description={t('holds.ground.what')}
          required
          autosize
          minRows={2}
          maxLength={500}
          {...form.field('ground')}
        />
        <TextInput
          type="date"
          label={t('holds.until')}
          description={t('holds.until.what')}
          required
          {...form.field('until')}
        />
      </Form>
    </DialogButton>
  );
}

import { useRef, useState } from 'react';
import {
  api,
  Badge,
  DataTable,
  DialogButton,
  EmptyState,
  errorsByField,
  Form,
  NativeSelect,
  notifyDone,
  Page,
  ProblemError,
  Text,
  TextInput,
  useApi,
  useForm,
  useFormats,
  useMutation,
  useNavigate,
  useTexts,
  type Column,
} from '@regiso/core/ui';
import type { RunView } from '../../shared/runs';
import { runAddress } from '../runs/model';
import { StateBadge } from '../runs/StateBadge';
import { runTexts } from '../runs/texts';
import { texts } from '../texts';

/** Runs of the allocation, and how a new one is made. */
export default function Runs() {
  const t = useTexts(runTexts);
  const titles = useTexts(texts);
  const navigate = useNavigate();
  const runs = useApi<RunView[]>('/kindergarten/runs');
  return (
    <Page title={titles('runs')} lead={t('lead')} actions={<Make />}>
      <DataTable
        caption={titles('runs')}
        columns={useColumns()}
        rows={runs.data}
        rowKey={({ id }) => id}
        onOpen={({ id }) => void navigate({ to: runAddress(id) as '/' })}
        error={runs.error}
        retry={() => void runs.refetch()}
        empty={<EmptyState title={t('none')} what={t('none.what')} />}
      />
    </Page>
  );
}

function useColumns(): Column<RunView>[] {
  const t = useTexts(runTexts);
  const { day, instant } = useFormats();
  return [
    {
      key: 'on',
      title: t('on'),
      value: ({ on }) => on,
      isName: true,
      cell: ({ on, municipality, basedOn }) => (
        <>
          {`${municipality}, ${day(on)}`} {basedOn && <Badge variant="outline">{t('trial')}</Badge>}
        </>
      ),
    },
    { key: 'state', title: t('state'), value: ({ state }) => state, cell: ({ state }) => <StateBadge state={state} /> },
    { key: 'placed', title: t('placed'), value: ({ placed }) => placed, numeric: true },
    { key: 'unplaced', title: t('unplaced'), value: ({ unplaced }) => unplaced, numeric: true },
    { key: 'made', title: t('made.at'), value: ({ madeAt }) => madeAt, cell: ({ madeAt }) => instant(madeAt) },
    { key: 'by', title: t('made.by'), value: ({ madeBy }) => madeBy },
  ];
}

type Place = { id: string; name: string };

function Make() {
  const t = useTexts(runTexts);
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const key = useRef(crypto.randomUUID());
  const places = useApi<Place[]>('/kindergarten/run-municipalities');
  const form = useForm({ municipalityId: '', on: new Date().toISOString().slice(0, 10), strategy: '' });
  const make = useMutation({
    mutationFn: () =>
      api.once<{ id: string }>('/kindergarten/runs', key.current, {
        municipalityId: form.values.municipalityId || places.data?.[0]?.id,
        on: form.values.on,
        ...(form.values.strategy && { strategy: form.values.strategy }),
      }),
    onError: (error) => {
      key.current = crypto.randomUUID();
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: ({ id }) => {
      setOpen(false);
      notifyDone({ text: t('made') });
      void navigate({ to: runAddress(id) as '/' });
    },
  });
  const rules = ['deferred-acceptance', 'serial-order'] as const;
  return (
    <DialogButton label={t('make')} title={t('make')} wide isOpen={isOpen} setOpen={setOpen}>
      <Form
        label={t('make')}
        send={t('make.send')}
        busy={make.isPending}
        error={make.error}
        onSend={() => make.mutate()}
      >
        {places.data?.length === 1 ? (
          <Text>{t('municipality.own', { name: places.data[0]?.name ?? '' })}</Text>
        ) : (
          <NativeSelect
            label={t('municipality')}
            data={(places.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            {...form.field('municipalityId')}
          />
        )}
        <TextInput type="date" label={t('on')} description={t('on.what')} required {...form.field('on')} />
        <NativeSelect
          label={t('strategy')}
          data={[
            { value: '', label: t('strategy.act') },
            ...rules.map((value) => ({ value, label: t(`strategy.${value}`) })),
          ]}
          {...form.field('strategy')}
        />
      </Form>
    </DialogButton>
  );
}

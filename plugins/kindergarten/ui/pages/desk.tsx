import { useEffect, useRef, useState } from 'react';
import {
  Alert,
  api,
  Checkbox,
  errorsByField,
  Fieldset,
  Form,
  NativeSelect,
  notifyDone,
  Page,
  ProblemError,
  SimpleGrid,
  Stack,
  TextInput,
  useForm,
  useMutation,
  useNavigate,
  useQueryClient,
  useTexts,
} from '@regiso/core/ui';
import { deskTexts } from '../desk/texts';
import { emptyPaper, emptyWanted, kinds, paperOf } from '../desk/model';
import { CategorySelect } from '../own/ClaimPrivilege';
import { Gardens } from '../own/Gardens';
import { WishFields } from '../own/WishFields';
import type { Wanted } from '../own/model';
import { texts } from '../texts';

type Values = ReturnType<typeof useForm<Record<string, string>>>;
const alikeAt = 'child.alike';

/** A paper application taken at the desk, by keyboard alone: cards, guardian, list and privilege in one act. */
export default function Desk() {
  const t = useTexts(deskTexts);
  const titles = useTexts(texts);
  const form = useForm<Record<string, string>>(emptyPaper);
  const [wanted, setWanted] = useState<Wanted>(emptyWanted);
  const [despite, setDespite] = useState(false);
  const set = (change: Partial<Wanted>) => setWanted((old) => ({ ...old, ...change }));
  const send = useSend(form, () => paperOf(form.values, wanted, despite));
  const alike = form.errors[alikeAt];
  useSendKey(send);
  useFirstField();
  const isAlike = send.error instanceof ProblemError && send.error.code === 'possible-duplicates';
  return (
    <Page title={titles('desk')} lead={t('lead')} breadcrumbs={[{ title: titles('queue'), to: '/kindergarten/queue' }]}>
      <Form
        label={titles('desk')}
        send={t('send')}
        busy={send.isPending}
        error={isAlike ? undefined : send.error}
        onSend={() => send.mutate()}
        sticky
      >
        <Stack gap="lg">
          {isAlike && alike && <Alike reasons={alike} despite={despite} setDespite={setDespite} />}
          <Child form={form} />
          <Guardian form={form} />
          <Fieldset legend={t('wishes')}>
            <WishFields wanted={wanted} set={set} isTransfer={false} />
          </Fieldset>
          <Privilege form={form} />
          <Received form={form} />
          <Fieldset legend={t('gardens')}>
            <Gardens wanted={wanted} set={set} childId="" siblings={[]} isQuiet />
          </Fieldset>
        </Stack>
      </Form>
    </Page>
  );
}

// One paper, one key: a second press of the same gives the first answer, a corrected paper is a new intention.
function useSend(form: Values, body: () => object) {
  const t = useTexts(deskTexts);
  const queries = useQueryClient();
  const navigate = useNavigate();
  const sent = useRef({ key: '', body: '' });
  return useMutation({
    mutationFn: () => {
      const text = JSON.stringify(body());
      if (sent.current.body !== text) sent.current = { key: crypto.randomUUID(), body: text };
      return api.once<{ id: string; outcome: 'created' | 'found' }>('/kindergarten/desk', sent.current.key, body());
    },
    onError: (error) => {
      if (error instanceof ProblemError) form.setErrors(errorsByField(error));
    },
    onSuccess: async ({ id, outcome }) => {
      notifyDone({ text: t(`done.${outcome}`) });
      await queries.invalidateQueries();
      await navigate({ to: `/kindergarten/queue/${id}` as '/' });
    },
  });
}

/** Ctrl+Enter sends from wherever the focus is. */
function useSendKey({ mutate, isPending }: ReturnType<typeof useSend>) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      if (!isPending) mutate();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [mutate, isPending]);
}

const useFirstField = () => useEffect(() => document.getElementById('field-child.surname')?.focus(), []);

type AlikeProps = { reasons: string; despite: boolean; setDespite: (so: boolean) => void };

function Alike({ reasons, despite, setDespite }: AlikeProps) {
  const t = useTexts(deskTexts);
  const said = reasons.split(' ').map((one) => t(`like.${one}` as 'like.reported'));
  return (
    <Alert color="yellow" title={`${t('alike')}: ${said.join(', ')}`} role="alert">
      <Stack gap="sm">
        {t('alike.what')}
        <Checkbox
          label={t('alike.despite')}
          checked={despite}
          onChange={(event) => setDespite(event.currentTarget.checked)}
        />
      </Stack>
    </Alert>
  );
}

const off = { autoComplete: 'off', spellCheck: false } as const;
const columns = { base: 1, xs: 2, lg: 3 } as const;

function Child({ form }: { form: Values }) {
  const t = useTexts(deskTexts);
  return (
    <Fieldset legend={t('child')}>
      <SimpleGrid cols={columns}>
        <TextInput label={t('surname')} required maxLength={100} {...off} {...form.field('child.surname')} />
        <TextInput label={t('name')} required maxLength={100} {...off} {...form.field('child.name')} />
        <TextInput label={t('patronymic')} maxLength={100} {...off} {...form.field('child.patronymic')} />
        <TextInput type="date" label={t('birthDate')} required {...form.field('child.birthDate')} />
        <NativeSelect
          label={t('sex')}
          data={[
            { value: '', label: '—' },
            { value: 'female', label: t('sex.female') },
            { value: 'male', label: t('sex.male') },
          ]}
          {...form.field('child.sex')}
        />
        <TextInput label={t('snils')} inputMode="numeric" maxLength={20} {...off} {...form.field('child.snils')} />
      </SimpleGrid>
    </Fieldset>
  );
}

function Guardian({ form }: { form: Values }) {
  const t = useTexts(deskTexts);
  return (
    <Fieldset legend={t('guardian')}>
      <SimpleGrid cols={columns}>
        <TextInput label={t('surname')} required maxLength={100} {...off} {...form.field('guardian.surname')} />
        <TextInput label={t('name')} required maxLength={100} {...off} {...form.field('guardian.name')} />
        <TextInput label={t('patronymic')} maxLength={100} {...off} {...form.field('guardian.patronymic')} />
        <TextInput type="date" label={t('birthDate')} {...form.field('guardian.birthDate')} />
        <TextInput label={t('snils')} inputMode="numeric" maxLength={20} {...off} {...form.field('guardian.snils')} />
        <TextInput label={t('phone')} inputMode="tel" maxLength={30} {...off} {...form.field('guardian.phone')} />
        <TextInput label={t('email')} inputMode="email" maxLength={200} {...off} {...form.field('guardian.email')} />
        <NativeSelect
          label={t('kind')}
          data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
          {...form.field('kind')}
        />
      </SimpleGrid>
      <TextInput
        mt="md"
        label={t('ground')}
        description={t('ground.hint')}
        required
        maxLength={300}
        {...off}
        {...form.field('ground')}
      />
    </Fieldset>
  );
}

function Privilege({ form }: { form: Values }) {
  const t = useTexts(deskTexts);
  const category = form.values['category'] ?? '';
  const errors = Object.entries(form.errors).filter(([path]) => path.startsWith('privileges.'));
  const errorAt = (name: string) => errors.find(([path]) => path.endsWith(`.${name}`))?.[1];
  return (
    <Fieldset legend={t('privilege')}>
      <SimpleGrid cols={columns}>
        <CategorySelect field={form.field('category')} code={category} none={t('privilege.none')} />
        {category && (
          <>
            <TextInput
              label={t('privilege.document')}
              required
              maxLength={200}
              {...off}
              {...form.field('document')}
              error={errorAt('document')}
            />
            <TextInput type="date" label={t('privilege.until')} {...form.field('validTo')} error={errorAt('validTo')} />
          </>
        )}
      </SimpleGrid>
    </Fieldset>
  );
}

function Received({ form }: { form: Values }) {
  const t = useTexts(deskTexts);
  return (
    <Fieldset legend={t('paper')}>
      <SimpleGrid cols={columns}>
        <NativeSelect
          label={t('origin')}
          data={(['desk', 'paper'] as const).map((value) => ({ value, label: t(`origin.${value}`) }))}
          {...form.field('origin')}
        />
        {form.values['origin'] === 'paper' && (
          <>
            <TextInput type="datetime-local" label={t('filedAt')} required {...form.field('filedAt')} />
            <TextInput
              label={t('filingGround')}
              description={t('filingGround.hint')}
              required
              maxLength={300}
              {...off}
              {...form.field('filingGround')}
            />
          </>
        )}
      </SimpleGrid>
    </Fieldset>
  );
}

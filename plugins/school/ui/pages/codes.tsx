import { useState } from 'react';
import { IconKey } from '@tabler/icons-react';
import {
  api,
  Button,
  Checkbox,
  ConfirmButton,
  EmptyState,
  ErrorState,
  Form,
  Group,
  notifyProblem,
  PageSkeleton,
  Stack,
  Text,
  Title,
  useApi,
  useMutation,
  useQueryClient,
  useTexts,
  VisuallyHidden,
} from '@regiso/core/ui';
import type { ClassEntry, EntryCode, LedClass } from '../../shared/entry-codes';
import { OwnClass } from '../classes/OwnClass';
import styles from '../codes/Codes.module.css';
import { Sheet } from '../codes/Sheet';
import { codesTexts } from '../codes/texts';
import { texts } from '../texts';

/** A class teacher gives the own class and its guardians codes by which they enter for the first time. */
export default function Codes() {
  const t = useTexts(codesTexts);
  const titles = useTexts(texts);
  return (
    <OwnClass
      title={titles('codes')}
      lead={t('lead')}
      label={t('class')}
      choiceClass={styles.screen}
      none={<EmptyState icon={IconKey} title={t('none')} what={t('none.what')} />}
    >
      {(led) => <OfClass key={led.id} of={led} />}
    </OwnClass>
  );
}

function OfClass({ of: { id, name } }: { of: LedClass }) {
  const t = useTexts(codesTexts);
  const queries = useQueryClient();
  const [sheet, setSheet] = useState<EntryCode[]>();
  const { data, error, refetch } = useApi<ClassEntry[]>(`/school/classes/${id}/entries`);
  const give = useMutation({
    mutationFn: (personIds: string[]) => api.post<EntryCode[]>(`/school/classes/${id}/codes`, { personIds }),
    onSuccess: async (codes) => {
      setSheet(codes);
      await queries.invalidateQueries({ refetchType: 'none' });
    },
  });
  const renew = useMutation({
    mutationFn: (personId: string) => api.post<EntryCode>(`/school/classes/${id}/codes/renew`, { personId }),
    onError: notifyProblem,
    onSuccess: async (code) => {
      setSheet([code]);
      await queries.invalidateQueries({ refetchType: 'none' });
    },
  });
  const close = () => {
    setSheet(undefined);
    void refetch();
  };
  if (sheet) return <Sheet title={t('sheet', { name })} codes={sheet} onClose={close} />;
  if (error && !data) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <PageSkeleton />;
  if (!data.length) return <EmptyState title={t('no-one')} />;
  return (
    <Stack gap="xl">
      <Choice
        label={t('who', { name })}
        people={data}
        busy={give.isPending}
        error={give.error}
        onSend={(ids) => give.mutate(ids)}
      />
      <Forgotten
        people={data.filter(({ state }) => state === 'signed-in')}
        busy={renew.isPending}
        onRenew={(personId) => renew.mutate(personId)}
      />
    </Stack>
  );
}

type ForgottenProps = { people: readonly ClassEntry[]; busy: boolean; onRenew: (personId: string) => void };

/** Whoever signs in already and has forgotten the password gets a new code; the old password and sign-ins end. */
function Forgotten({ people, busy, onRenew }: ForgottenProps) {
  const t = useTexts(codesTexts);
  if (!people.length) return null;
  return (
    <section aria-labelledby="forgotten">
      <Title order={2} size="h3" id="forgotten" mb="xs">
        {t('forgotten')}
      </Title>
      <Text mb="md">{t('forgotten.what')}</Text>
      <Stack gap="sm" component="ul" className={styles.people ?? ''}>
        {people.map(({ personId, name, of }) => (
          <Group key={personId} component="li" justify="space-between">
            <div>
              <Text>{name}</Text>
              <Text size="sm" c="dimmed">
                {of.length ? t('stands-for', { of: of.join(', ') }) : t('pupil')}
              </Text>
            </div>
            <ConfirmButton
              question={t('forgotten.question', { name })}
              consequence={t('forgotten.consequence')}
              confirm={t('forgotten.give')}
              onConfirm={() => onRenew(personId)}
              loading={busy}
            >
              {t('forgotten.give')}
              <VisuallyHidden component="span">: {name}</VisuallyHidden>
            </ConfirmButton>
          </Group>
        ))}
      </Stack>
    </section>
  );
}

const mayGet = ({ state }: ClassEntry) => state === 'none' || state === 'waiting';

type ChoiceProps = {
  label: string;
  people: readonly ClassEntry[];
  busy: boolean;
  error: unknown;
  onSend: (personIds: string[]) => void;
};

function Choice({ label, people, busy, error, onSend }: ChoiceProps) {
  const t = useTexts(codesTexts);
  const [chosen, setChosen] = useState<string[]>([]);
  const fitting = people.filter(mayGet);
  return (
    <Form
      label={label}
      send={chosen.length ? t('send', { count: chosen.length }) : t('send.none')}
      sticky
      busy={busy}
      error={error}
      onSend={() => chosen.length && onSend(chosen)}
    >
      <Group>
        <Button
          variant="default"
          disabled={!fitting.length}
          onClick={() => setChosen(fitting.map(({ personId }) => personId))}
        >
          {t('all', { count: fitting.length })}
        </Button>
        <Button variant="subtle" disabled={!chosen.length} onClick={() => setChosen([])}>
          {t('clear')}
        </Button>
      </Group>
      <Checkbox.Group label={label} value={chosen} onChange={setChosen}>
        <Stack gap="sm" mt="xs">
          {people.map((one) => (
            <Checkbox
              key={one.personId}
              value={one.personId}
              label={one.name}
              disabled={!mayGet(one)}
              description={[
                one.of.length ? t('stands-for', { of: one.of.join(', ') }) : t('pupil'),
                t(`state.${one.state}`),
              ].join(' · ')}
            />
          ))}
        </Stack>
      </Checkbox.Group>
    </Form>
  );
}

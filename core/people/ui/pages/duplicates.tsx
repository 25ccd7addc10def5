import { IconCopy } from '@tabler/icons-react';
import {
  api,
  Badge,
  Button,
  EmptyState,
  Group,
  Link,
  Page,
  SegmentedControl,
  Stack,
  Textarea,
  useFormats,
} from '@regiso/core/ui';
import { useKeyset, useQueryClient, useTexts, useUrlState } from '@regiso/core/ui';
import { FormDialog } from '../FormDialog';
import { menuTexts } from '../menu-texts';
import { mergeTexts } from '../merge-texts';
import { cardAddress, mergeAddress, type Likeness, type PersonLine } from '../model';
import styles from '../People.module.css';
import { fullName, wordTexts } from '../words';

const states = ['open', 'different', 'merged'] as const;
type Pair = {
  first: PersonLine;
  second: PersonLine;
  reasons: Likeness[];
  state: (typeof states)[number];
  foundAt: string;
};

export default function Duplicates() {
  const t = useTexts(mergeTexts);
  const menu = useTexts(menuTexts);
  const words = useTexts(wordTexts);
  const [{ state }, change] = useUrlState({ state: 'open' });
  const list = useKeyset<Pair>('/people/duplicates', { state, limit: 20 });
  return (
    <Page
      title={menu('duplicates')}
      lead={t('pairs.lead')}
      loading={!list.rows && !list.error}
      error={list.error}
      retry={list.retry}
    >
      <Stack gap="md">
        <div>
          <SegmentedControl
            aria-label={t('pairs.state')}
            value={state}
            onChange={(value) => change({ state: value })}
            data={states.map((value) => ({ value, label: t(`pairs.${value}`) }))}
          />
        </div>
        {list.rows?.length === 0 && <EmptyState icon={IconCopy} title={t('pairs.none')} what={t('pairs.none.what')} />}
        {list.rows?.map((pair) => (
          <PairCard key={`${pair.first.id}${pair.second.id}`} pair={pair} />
        ))}
        {list.more && (
          <Button variant="default" loading={list.more.loading} onClick={list.more.load}>
            {words('more')}
          </Button>
        )}
      </Stack>
    </Page>
  );
}

function PairCard({ pair: { first, second, reasons, state } }: { pair: Pair }) {
  const t = useTexts(mergeTexts);
  const words = useTexts(wordTexts);
  return (
    <article className={styles.section} aria-label={`${fullName(first)} — ${fullName(second)}`}>
      <div className={styles.page}>
        <p className={styles.marks}>
          {reasons.map((reason) => (
            <Badge key={reason} color="yellow" variant="light">
              {words(`like.${reason}`)}
            </Badge>
          ))}
        </p>
        <div className={styles.pair}>
          <Side person={first} />
          <Side person={second} />
        </div>
        {state === 'open' && (
          <Group>
            <Button size="sm" renderRoot={(root) => <Link {...root} to={mergeAddress(first.id, second.id) as '/'} />}>
              {t('pairs.compare')}
            </Button>
            <Different first={first} second={second} />
          </Group>
        )}
      </div>
    </article>
  );
}

function Side({ person }: { person: PersonLine }) {
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  return (
    <div>
      <Link to={cardAddress(person.id) as '/'}>{fullName(person)}</Link>
      <p className={styles.under}>
        {person.birthDate && <span>{words('born', { day: day(person.birthDate) })}</span>}
        {person.snils && <span>{`${words('field.snils')} ${person.snils}`}</span>}
        {person.organisations.map(({ name, role }) => (
          <span key={name}>{`${words(`role.${role}`)}: ${name}`}</span>
        ))}
      </p>
    </div>
  );
}

function Different({ first, second }: { first: PersonLine; second: PersonLine }) {
  const t = useTexts(mergeTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t('pairs.other')}
      title={t('pairs.other.title')}
      send={t('pairs.other')}
      done={t('pairs.other.done')}
      initial={{ reason: '' }}
      act={({ reason }) => api.post('/people/duplicates/different', { firstId: first.id, secondId: second.id, reason })}
      onDone={() => void queries.invalidateQueries({ queryKey: ['/people/duplicates'] })}
    >
      {(form) => (
        <Textarea
          label={t('pairs.other.reason')}
          required
          autosize
          minRows={2}
          maxLength={1_000}
          {...form.field('reason')}
        />
      )}
    </FormDialog>
  );
}

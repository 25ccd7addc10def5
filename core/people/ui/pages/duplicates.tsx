import { IconCopy } from '@tabler/icons-react';
import { api, Badge, Button, Group, Link, Textarea, useFormats } from '@regiso/core/ui';
import { useQueryClient, useTexts } from '@regiso/core/ui';
import { ByState } from '../ByState';
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
  return (
    <ByState<Pair>
      title={menu('duplicates')}
      lead={t('pairs.lead')}
      address="/people/duplicates"
      which={t('pairs.state')}
      states={states.map((value) => ({ value, label: t(`pairs.${value}`) }))}
      empty={{ icon: IconCopy, title: t('pairs.none'), what: t('pairs.none.what') }}
    >
      {(pair) => <PairCard key={`${pair.first.id}${pair.second.id}`} pair={pair} />}
    </ByState>
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

import { api, Link, NativeSelect, Text, TextInput, useFormats, useQueryClient, useTexts } from '@regiso/core/ui';
import { EntryCode } from './EntryCode';
import { FormDialog } from './FormDialog';
import { cardAddress, keepCard, type Card, type Link as Place } from './model';
import styles from './People.module.css';
import { personTexts } from './person-texts';
import { PlaceSelect } from './PlaceSelect';
import { Section } from './Section';
import { roles, subsystems, useFieldWords, wordTexts, type FieldName } from './words';

/** The person, how to reach them, where they belong, and which cards this one took over. */
export function Main({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  return (
    <div className={styles.pair}>
      <div className={styles.page}>
        <Section title={t('person')}>
          <Facts card={card} names={['surname', 'name', 'patronymic', 'birthDate', 'sex', 'snils', 'citizenship']} />
        </Section>
        <Section title={t('contacts')}>
          <Facts card={card} names={['phone', 'email', 'address']} />
        </Section>
      </div>
      <div className={styles.page}>
        <Places card={card} />
        <Account card={card} />
        <Merges card={card} />
        <Source card={card} />
      </div>
    </div>
  );
}

function Facts({ card, names }: { card: Card; names: FieldName[] }) {
  const words = useFieldWords();
  return (
    <dl className={styles.facts}>
      {names.map((name) => (
        <div key={name}>
          <dt>{words.field(name)}</dt>
          <dd {...(!card[name] && { className: styles.empty })}>{words.value(name, card[name])}</dd>
        </div>
      ))}
    </dl>
  );
}

function Places({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  return (
    <Section title={t('places')} beside={card.may.edit && <AddPlace card={card} />}>
      {card.organisations.length === 0 && <Text c="dimmed">{t('places.none')}</Text>}
      <ul className={styles.list}>
        {card.organisations.map((place) => (
          <PlaceLine key={place.id} place={place} />
        ))}
      </ul>
    </Section>
  );
}

function PlaceLine({ place: { organisation, role, subsystem, startsOn, endsOn } }: { place: Place }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  return (
    <li {...(endsOn && { className: styles.over })}>
      <strong>{organisation.name}</strong>
      <p className={styles.under}>
        <span>{words(`role.${role}`)}</span>
        <span>{words(`subsystem.${subsystem}`)}</span>
        <span>
          {endsOn ? t('between', { from: day(startsOn), to: day(endsOn) }) : t('since', { from: day(startsOn) })}
        </span>
      </p>
    </li>
  );
}

function AddPlace({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const words = useTexts(wordTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t('places.add')}
      title={t('places.add')}
      send={t('save')}
      done={t('places.added')}
      initial={{ organisationId: '', subsystem: 'school', role: 'pupil', startsOn: '' }}
      act={(values) => api.post<Card>(`${cardAddress(card.id)}/organisations`, values)}
      onDone={(saved) => keepCard(queries, saved)}
    >
      {(form) => (
        <>
          <PlaceSelect
            required
            value={form.values.organisationId}
            error={form.errors['organisationId']}
            onChange={(id) => form.set('organisationId', id)}
          />
          <NativeSelect
            label={t('place.subsystem')}
            data={subsystems.map((value) => ({ value, label: words(`subsystem.${value}`) }))}
            {...form.field('subsystem')}
          />
          <NativeSelect
            label={t('place.role')}
            data={roles.map((value) => ({ value, label: words(`role.${value}`) }))}
            {...form.field('role')}
          />
          <TextInput type="date" label={t('place.since')} required {...form.field('startsOn')} />
        </>
      )}
    </FormDialog>
  );
}

function Account({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const queries = useQueryClient();
  const canLink = card.may.edit && !card.hasAccount;
  return (
    <Section
      title={t('account')}
      beside={
        canLink && (
          <FormDialog
            label={t('account.link')}
            title={t('account.link')}
            send={t('account.link')}
            done={t('account.done')}
            initial={{ login: '' }}
            act={(values) => api.post<Card>(`${cardAddress(card.id)}/account`, values)}
            onDone={(saved) => keepCard(queries, saved)}
          >
            {(form) => (
              <>
                <Text>{t('account.what')}</Text>
                <TextInput
                  label={t('account.login')}
                  required
                  maxLength={120}
                  autoComplete="off"
                  {...form.field('login')}
                />
              </>
            )}
          </FormDialog>
        )
      }
    >
      <Text>{t(card.hasAccount ? 'account.yes' : 'account.no')}</Text>
      {card.may.edit && <EntryCode card={card} />}
    </Section>
  );
}

function Merges({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const { instant } = useFormats();
  if (!card.merges.length) return null;
  return (
    <Section title={t('merges')}>
      <ul className={styles.list}>
        {card.merges.map(({ id, loser, mergedAt, undoneAt }) => (
          <li key={id} className={styles.row}>
            <div>
              {loser.name}
              <p className={styles.under}>
                <span>{t('merges.at', { at: instant(mergedAt) })}</span>
                {undoneAt && <span>{t('merges.undone')}</span>}
              </p>
            </div>
            {card.may.merge && <Link to={`/people/merges/${id}` as '/'}>{t('merges.open')}</Link>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Source({ card }: { card: Card }) {
  const t = useTexts(personTexts);
  const { instant } = useFormats();
  const values = { source: card.source, created: instant(card.createdAt), changed: instant(card.changedAt) };
  return (
    <Text size="sm" c="dimmed">
      {t('source', values)}
    </Text>
  );
}

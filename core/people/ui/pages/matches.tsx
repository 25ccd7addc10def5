import { IconUserQuestion } from '@tabler/icons-react';
import { api, Badge, Group, Link, Stack, Text, Textarea, Title } from '@regiso/core/ui';
import { useFormats, useLanguage, useQueryClient, useTexts } from '@regiso/core/ui';
import { PersonField } from '../../../audit/ui/parts/PersonField';
import { ByState } from '../ByState';
import { FormDialog } from '../FormDialog';
import { matchTexts } from '../match-texts';
import { menuTexts } from '../menu-texts';
import { cardAddress, type PersonLine } from '../model';
import styles from '../People.module.css';
import { fullName, wordTexts } from '../words';

const states = ['open', 'linked', 'refused'] as const;
const parts = ['surname', 'name', 'patronymic', 'birthDate', 'snils'] as const;
type Part = (typeof parts)[number];
type Described = Pick<PersonLine, Part>;
type Match = {
  id: string;
  way: { title: string; titleEn: string };
  state: (typeof states)[number];
  said: Described;
  card: PersonLine | null;
  differs: Part[];
  isOwn: boolean;
  askedAt: string;
  decidedAt: string | null;
};

/** People who came by a provider, each beside the card they seem to be, to be compared by a document. */
export default function Matches() {
  const t = useTexts(matchTexts);
  const menu = useTexts(menuTexts);
  return (
    <ByState<Match>
      title={menu('matches')}
      lead={t('lead')}
      address="/people/match-requests"
      which={t('which')}
      states={states.map((value) => ({ value, label: t(value) }))}
      empty={{ icon: IconUserQuestion, title: t('none'), what: t('none.what') }}
    >
      {(match) => <MatchCard key={match.id} match={match} />}
    </ByState>
  );
}

function MatchCard({ match }: { match: Match }) {
  const t = useTexts(matchTexts);
  const { briefInstant } = useFormats();
  const { language } = useLanguage();
  const { said, way, card, differs, state, askedAt, decidedAt } = match;
  const wayTitle = language === 'en' ? way.titleEn : way.title;
  return (
    <article className={styles.section} aria-label={fullName(said)}>
      <div className={styles.page}>
        <Text c="dimmed">
          {t('asked', { at: briefInstant(askedAt) })}
          {decidedAt && ` · ${t('decided', { at: briefInstant(decidedAt) })}`}
        </Text>
        <div className={styles.pair}>
          <Side title={t('said', { way: wayTitle })} person={said} />
          {card ? (
            <Side title={t('card')} person={card} address={cardAddress(card.id)} />
          ) : (
            <div>
              <Text mb={8}>{t('card.none')}</Text>
              <Link to={'/people/persons/new' as '/'}>{t('card.make')}</Link>
            </div>
          )}
        </div>
        {card && <Differs differs={differs} />}
        {state === 'open' && (match.isOwn ? <Text>{t('own')}</Text> : <Decide match={match} />)}
      </div>
    </article>
  );
}

function Differs({ differs }: { differs: Part[] }) {
  const t = useTexts(matchTexts);
  const words = useTexts(wordTexts);
  return (
    <p className={styles.marks}>
      {differs.map((part) => (
        <Badge key={part} color="yellow" variant="light">
          {t('differs', { what: words(`field.${part}`) })}
        </Badge>
      ))}
      {differs.length === 0 && (
        <Badge color="gray" variant="light">
          {t('same')}
        </Badge>
      )}
    </p>
  );
}

function Side({ title, person, address }: { title: string; person: Described; address?: string }) {
  const t = useTexts(matchTexts);
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  const shown = (part: Part) => (part === 'birthDate' && person.birthDate ? day(person.birthDate) : person[part]);
  return (
    <section>
      <Title order={3} size="h5" mb={8}>
        {address ? <Link to={address as '/'}>{title}</Link> : title}
      </Title>
      <dl className={styles.facts}>
        {parts.map((part) => (
          <div key={part}>
            <dt>{words(`field.${part}`)}</dt>
            <dd>{shown(part) ?? t('empty')}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Decide({ match: { id, card } }: { match: Match }) {
  return (
    <Group>
      {card && <Decision act="link" id={id} given={{ personId: card.id }} />}
      <Choose id={id} hasCard={card !== null} />
      <Decision act="refuse" id={id} />
    </Group>
  );
}

type Chosen = { person: { id: string; name: string } | undefined; reason: string };

/** Another card than the proposed one, or the first one where none was found: looked for by name within one's reach. */
function Choose({ id, hasCard }: { id: string; hasCard: boolean }) {
  const t = useTexts(matchTexts);
  const queries = useQueryClient();
  const initial: Chosen = { person: undefined, reason: '' };
  return (
    <FormDialog
      label={t(hasCard ? 'choose.other' : 'choose')}
      title={t('choose.title')}
      send={t('link')}
      done={t('link.done')}
      initial={initial}
      act={({ person, reason }) =>
        api.post(`/people/match-requests/${id}/link`, { personId: person?.id ?? '', reason, instead: true })
      }
      onDone={() => void queries.invalidateQueries({ queryKey: ['/people/match-requests'] })}
    >
      {(form) => (
        <Stack gap="md">
          <Text>{t('choose.what')}</Text>
          <PersonField
            label={t('card')}
            title={t('choose')}
            value={form.values.person}
            error={form.errors.personId}
            onChange={(person) => {
              form.setErrors({});
              form.set('person', person);
            }}
          />
          <Textarea
            label={t('link.reason')}
            required
            autosize
            minRows={2}
            maxLength={1_000}
            {...form.field('reason')}
          />
        </Stack>
      )}
    </FormDialog>
  );
}

function Decision({ act, id, given = {} }: { act: 'link' | 'refuse'; id: string; given?: object }) {
  const t = useTexts(matchTexts);
  const queries = useQueryClient();
  return (
    <FormDialog
      label={t(act)}
      title={t(`${act}.title`)}
      send={t(act)}
      done={t(`${act}.done`)}
      variant={act === 'link' ? 'filled' : 'default'}
      initial={{ reason: '' }}
      act={({ reason }) => api.post(`/people/match-requests/${id}/${act}`, { ...given, reason })}
      onDone={() => void queries.invalidateQueries({ queryKey: ['/people/match-requests'] })}
    >
      {(form) => (
        <Stack gap="md">
          <Text>{t(`${act}.what`)}</Text>
          <Textarea
            label={t(`${act}.reason`)}
            required
            autosize
            minRows={2}
            maxLength={1_000}
            {...form.field('reason')}
          />
        </Stack>
      )}
    </FormDialog>
  );
}

import { IconGavel, IconMoodKid } from '@tabler/icons-react';
import {
  Alert,
  apiQuery,
  EmptyState,
  Link,
  Page,
  Text,
  useFormats,
  useLanguage,
  useQuery,
  useTexts,
} from '@regiso/core/ui';
import { menuTexts } from '../menu-texts';
import { ownTexts } from '../own-texts';
import styles from '../People.module.css';
import { fullName, wordTexts, type Act, type guardianKinds } from '../words';

type Line = { text: string; textEn: string; to: string | null };
type SectionOf = { title: string; titleEn: string; lines: Line[]; isDown: boolean };
type Child = {
  id: string;
  surname: string;
  name: string;
  patronymic: string | null;
  birthDate: string | null;
  kind: (typeof guardianKinds)[number];
  may: Act[];
  isLimited: boolean;
  sections: SectionOf[];
};
type Own = { isKnown: boolean; children: Child[] };

export default function Children() {
  const t = useTexts(ownTexts);
  const menu = useTexts(menuTexts);
  const own = useQuery({ ...apiQuery<Own>('/people/own/children'), refetchOnWindowFocus: false, staleTime: 60_000 });
  return (
    <Page
      title={menu('children')}
      {...(own.data?.children.length && { lead: t('lead') })}
      loading={own.isPending}
      error={own.data ? undefined : own.error}
      retry={() => void own.refetch()}
    >
      {own.data && <Listed own={own.data} />}
    </Page>
  );
}

function Listed({ own: { isKnown, children } }: { own: Own }) {
  const t = useTexts(ownTexts);
  if (!isKnown) return <EmptyState icon={IconMoodKid} title={t('unknown')} what={t('unknown.what')} />;
  if (!children.length) return <EmptyState icon={IconMoodKid} title={t('none')} what={t('none.what')} />;
  return (
    <div>
      <ul className={styles.children}>
        {children.map((child) => (
          <ChildCard key={child.id} child={child} />
        ))}
      </ul>
    </div>
  );
}

function ChildCard({ child }: { child: Child }) {
  const t = useTexts(ownTexts);
  const words = useTexts(wordTexts);
  const formats = useFormats();
  const kind = words(`kind.${child.kind}`).toLowerCase();
  return (
    <li className={styles.child}>
      <div>
        <h2>{fullName(child)}</h2>
        {child.birthDate && <Text c="dimmed">{t('born', { day: formats.day(child.birthDate), kind })}</Text>}
      </div>
      {child.isLimited && (
        <Alert color="yellow" icon={<IconGavel size={20} />} title={t('limited')}>
          {t('limited.may', { list: formats.list(child.may.map((act) => words(`act.${act}`))) })}
        </Alert>
      )}
      {child.sections.length === 0 && <Text c="dimmed">{t('nothing')}</Text>}
      {child.sections.map((section) => (
        <SectionLines key={section.title} section={section} />
      ))}
      <Link to={`/people/children/${child.id}/seen` as '/'}>{t('seen')}</Link>
    </li>
  );
}

function SectionLines({ section: { title, titleEn, lines, isDown } }: { section: SectionOf }) {
  const t = useTexts(ownTexts);
  const isEnglish = useLanguage().language === 'en';
  return (
    <div>
      <h3>{isEnglish ? titleEn : title}</h3>
      {isDown && <Text c="dimmed">{t('down')}</Text>}
      <ul>
        {lines.map(({ text, textEn, to }) => (
          <li key={text}>{to ? <Link to={to as '/'}>{isEnglish ? textEn : text}</Link> : isEnglish ? textEn : text}</li>
        ))}
      </ul>
    </div>
  );
}

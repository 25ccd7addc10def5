import { lastPageProblems, Text, useMe, useTexts, type Screen } from '@regiso/core/ui';
import { useNames } from '../../access/ui/names';
import { askTexts } from './ask-texts';
import styles from './Support.module.css';

/** Says what goes along with a question besides its words. */
export function Attached({ screen: { path, recordId } }: { screen: Screen }) {
  const t = useTexts(askTexts);
  const names = useNames();
  const { roles, version } = useMe();
  const errors = lastPageProblems().map(({ code, status }) => (status ? `${code} (${status})` : code));
  return (
    <div>
      <Text size="sm">{t('attached')}</Text>
      <Text size="sm" c="dimmed" mb="xs">
        {t('attached.none')}
      </Text>
      <details className={styles.details}>
        <summary>{t('attached.show')}</summary>
        <div>
          <dl className={styles.facts}>
            <Fact name={t('screen')} value={path} />
            {recordId && <Fact name={t('record')} value={recordId} />}
            <Fact name={t('roles')} value={roles.map((role) => names.role(role)).join(', ') || t('roles.none')} />
            <Fact name={t('release')} value={version} />
            <Fact name={t('errors')} value={errors.join(', ') || t('errors.none')} />
          </dl>
        </div>
      </details>
    </div>
  );
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

import { IconAlertTriangle, IconHistory } from '@tabler/icons-react';
import { Alert, Button, Group, useFormats, useLanguage, useTexts } from '@regiso/core/ui';
import { useMunicipalities } from '../list/use-register';
import { wordTexts } from '../word-texts';
import styles from './Form.module.css';
import { formTexts } from './texts';
import type { Conflict, Editor } from './use-editor';
import type { FieldName, Values } from './values';

type Props = { editor: Editor };

/** Says that what was typed before a reload or an ended sign-in is back. */
export function DraftNote({ editor: { restoredAt, conflict, discard } }: Props) {
  const t = useTexts(formTexts);
  const { instant } = useFormats();
  if (!restoredAt || conflict) return null;
  return (
    <Alert icon={<IconHistory size={20} />} color="blue" role="status">
      <Group justify="space-between">
        {t('form.draft', { at: instant(restoredAt) })}
        <Button variant="default" size="compact-md" onClick={discard}>
          {t('form.draft.drop')}
        </Button>
      </Group>
    </Alert>
  );
}

/** Another hand was faster: what it changed, and what is to be decided. Nothing typed is lost. */
export function ConflictNote({ editor: { conflict, take } }: Props) {
  const t = useTexts(formTexts);
  const words = useWords();
  const { instant } = useFormats();
  if (!conflict) return null;
  const { last, taken, clashes, theirs } = conflict;
  return (
    <Alert
      icon={<IconAlertTriangle size={20} />}
      color="yellow"
      title={t('form.conflict')}
      role="alert"
      tabIndex={-1}
      data-conflict
    >
      {[
        t('form.conflict.kept'),
        last?.by && t('form.conflict.by', { name: last.by, at: instant(last.at) }),
        taken.length > 0 && t('form.conflict.taken', { fields: words.list(taken) }),
        t(clashes.length ? 'form.conflict.clash' : 'form.conflict.no-clash'),
      ]
        .filter(Boolean)
        .join(' ')}
      {clashes.length > 0 && (
        <ul className={styles.clashes}>
          {clashes.map((name) => (
            <li key={name}>
              <strong>{words.field(name)}.</strong>
              {t('form.conflict.theirs', { value: words.value(name, theirs) })}
              <Button
                variant="default"
                size="compact-md"
                aria-label={t('form.conflict.take-field', { field: words.field(name) })}
                onClick={() => take(name)}
              >
                {t('form.conflict.take')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Alert>
  );
}

/** Names of fields and values of the other hand, as the form shows them. */
function useWords() {
  const t = useTexts(formTexts);
  const words = useTexts(wordTexts);
  const { day } = useFormats();
  const { language } = useLanguage();
  const municipalities = useMunicipalities();
  const field = (name: FieldName): string => {
    if (name === 'municipalityId') return words('field.municipality');
    if (name === 'parentId') return words('field.parent');
    if (name === 'hasPreschool') return words('feature.preschool-groups');
    return words(`field.${name}`);
  };
  const value = (name: FieldName, theirs: Conflict['theirs']): string => {
    const held = theirs[name];
    if (typeof held === 'boolean') return words(held ? 'yes' : 'no');
    if (!held) return t('form.conflict.empty');
    if (name === 'municipalityId') {
      const found = municipalities?.find(({ id }) => id === held);
      return (language === 'en' ? found?.nameEn : found?.shortName) ?? held;
    }
    return worded(name, held);
  };
  const worded = (name: keyof Values, held: string): string => {
    if (name === 'kind') return words(`kind.${held as 'school'}`);
    if (name === 'status') return words(`status.${held as 'active'}`);
    if (name === 'settlementKind') return words(`settlement.${held as 'urban'}`);
    if (name === 'accredited') return words(held as 'yes');
    if (name === 'licenceExpires') return day(held);
    return `«${held}»`;
  };
  return {
    field,
    value,
    list: (names: readonly FieldName[]) => names.map((name) => field(name).toLowerCase()).join(', '),
  };
}

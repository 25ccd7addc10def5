import { useState } from 'react';
import { useMediaQuery } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconSearch } from '@tabler/icons-react';
import { Button, NativeSelect, Select, Switch, TextInput, useMay, useTexts } from '@regiso/core/ui';
import styles from '../Audit.module.css';
import { useEvents, type Asked } from '../model';
import { texts } from '../texts';
import { Period } from './Period';
import { PersonField } from './PersonField';

export type Errors = Partial<Record<'from' | 'login' | 'number' | 'person', string>>;
type Props = {
  values: Asked;
  errors: Errors;
  isAsking: boolean;
  change: (some: Partial<Asked>) => void;
  find: () => void;
  clear: () => void;
};

/** What to look for. Nothing is asked before the button: every search leaves a row in the log. */
export function Filters(props: Props) {
  const { values, errors, isAsking, change, find, clear } = props;
  const t = useTexts(texts);
  const isNarrow = useMediaQuery('(max-width: 48em)', false, { getInitialValueInEffect: false });
  const isUsed = [values.number, values.login, values.plugin, values.event].some(Boolean);
  const [isOpen, setOpen] = useState(isUsed);
  return (
    <form
      role="search"
      aria-label={t('search')}
      className={styles.filters}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        find();
      }}
    >
      <Period from={values.from} to={values.to} error={errors.from} onChange={change} />
      <div className={styles.fields}>
        <Whose {...props} />
        {isNarrow && (
          <Button
            variant="default"
            aria-expanded={isOpen}
            aria-controls="further-conditions"
            leftSection={<IconAdjustmentsHorizontal size={20} aria-hidden />}
            onClick={() => setOpen(!isOpen)}
          >
            {t('further')}
          </Button>
        )}
        <div id="further-conditions" className={styles.further} hidden={isNarrow && !isOpen}>
          <Further {...props} />
        </div>
      </div>
      <div className={styles.buttons}>
        <Switch
          label={t('views')}
          description={t('views.what')}
          checked={values.views}
          onChange={({ currentTarget: { checked } }) => change({ views: checked })}
        />
        <div className={styles.find}>
          <Button type="button" variant="subtle" onClick={clear}>
            {t('clear')}
          </Button>
          <Button type="submit" loading={isAsking} leftSection={<IconSearch size={20} aria-hidden />}>
            {t('find')}
          </Button>
        </div>
      </div>
    </form>
  );
}

function Whose({ values, errors, change }: Pick<Props, 'values' | 'errors' | 'change'>) {
  const maySearch = useMay('people.read');
  if (!maySearch && !values.person) return null;
  return <PersonField value={values.person} error={errors.person} onChange={(person) => change({ person })} />;
}

function Further({ values, errors, change }: Pick<Props, 'values' | 'errors' | 'change'>) {
  const t = useTexts(texts);
  return (
    <>
      <TextInput
        label={t('number')}
        placeholder={t('number.what')}
        value={values.number}
        error={errors.number}
        disabled={values.views && values.person !== undefined}
        maxLength={80}
        autoComplete="off"
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => change({ number: value })}
      />
      <TextInput
        label={t('login')}
        placeholder={t('login.what')}
        value={values.login}
        error={errors.login}
        maxLength={120}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        onChange={({ currentTarget: { value } }) => change({ login: value })}
      />
      {!values.views && <Kind values={values} change={change} />}
    </>
  );
}

function Kind({ values, change }: Pick<Props, 'values' | 'change'>) {
  const t = useTexts(texts);
  const { events, plugins, plugin, words } = useEvents();
  const offered = events.filter((one) => !values.plugin || one.plugin === values.plugin);
  const groups = [...new Set(offered.map((one) => one.plugin))].map((id) => ({
    group: plugin(id),
    items: offered.filter((one) => one.plugin === id).map(({ event }) => ({ value: event, label: words(event) })),
  }));
  return (
    <>
      <NativeSelect
        label={t('plugin')}
        value={values.plugin}
        data={[{ value: '', label: t('plugin.all') }, ...plugins]}
        onChange={({ currentTarget: { value } }) => change({ plugin: value, event: '' })}
      />
      <Select
        className={styles.event ?? ''}
        label={t('event')}
        placeholder={t('event.all')}
        data={groups}
        value={values.event || null}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t('event.clear') }}
        nothingFoundMessage={t('event.none')}
        maxDropdownHeight={320}
        onChange={(event) => change({ event: event ?? '' })}
      />
    </>
  );
}

import { IconSearch } from '@tabler/icons-react';
import { Button, NativeSelect, Select, Switch, Text, TextInput, useMay, useTexts } from '@regiso/core/ui';
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
        <Subject {...props} />
        {!values.views && <Kind values={values} change={change} />}
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
      </div>
      <div className={styles.buttons}>
        <Switch
          label={t('views')}
          description={t('views.what')}
          checked={values.views}
          onChange={({ currentTarget: { checked } }) => change({ views: checked })}
        />
        <div className={styles.find}>
          <Text size="sm" c="dimmed">
            {t('find.recorded')}
          </Text>
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

/** A person or a record. */
function Subject({ values, errors, change }: Pick<Props, 'values' | 'errors' | 'change'>) {
  const t = useTexts(texts);
  const maySearch = useMay('people.read');
  return (
    <>
      {(maySearch || values.person) && (
        <PersonField value={values.person} error={errors.person} onChange={(person) => change({ person })} />
      )}
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

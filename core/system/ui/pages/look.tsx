import type { ReactNode } from 'react';
import { Page, useTexts } from '@regiso/core/ui';
import { lookTexts } from '../look/look-texts';
import { Actions, Charts, Empty, Fields, States, Tables } from '../look/Parts';
import { Colours, Palettes, TypeScale } from '../look/Tokens';
import { menuTexts } from '../menu-texts';
import styles from '../look/Look.module.css';

/** `/app/system/look`: the visual language, by live examples. */
export default function LookPage() {
  const t = useTexts(lookTexts);
  const menu = useTexts(menuTexts);
  return (
    <Page title={menu('look')} lead={t('look.lead')}>
      <Part id="colours" title={t('look.colours')} what={t('look.colours-what')}>
        <Colours />
      </Part>
      <Part id="type" title={t('look.type')} what={t('look.type-what')}>
        <TypeScale />
      </Part>
      <Part id="actions" title={t('look.actions')} what={t('look.actions-what')}>
        <Actions />
      </Part>
      <Part id="states" title={t('look.states')} what={t('look.states-what')}>
        <States />
      </Part>
      <Part id="fields" title={t('look.fields')} what={t('look.fields-what')}>
        <Fields />
      </Part>
      <Part id="table" title={t('look.table')} what={t('look.table-what')}>
        <Tables />
      </Part>
      <Part id="empty" title={t('look.empty')}>
        <Empty />
      </Part>
      <Part id="charts" title={t('look.charts')} what={t('look.charts-what')}>
        <Charts />
        <Palettes />
      </Part>
      <Part id="words" title={t('look.words')} what={t('look.words-what')} />
    </Page>
  );
}

type PartProps = { id: string; title: string; what?: string; children?: ReactNode };

const Part = ({ id, title, what, children }: PartProps) => (
  <section className={styles.section} aria-labelledby={`look-${id}`}>
    <h2 id={`look-${id}`}>{title}</h2>
    {what && <p className={styles.what}>{what}</p>}
    {children}
  </section>
);

import type { ReactNode } from 'react';
import { Section } from '../card/Section';
import styles from './Form.module.css';

/** Fields that belong together. */
export const FormSection = ({ title, children }: { title: string; children: ReactNode }) => (
  <Section title={title}>
    <div className={styles.fields}>{children}</div>
  </Section>
);

import type { Migration } from '@regiso/core';

/** A key of one column, by which a merge of two cards remembers the choices that name a brother or a sister. */
export const choiceKeys: Migration = {
  name: '008-choice-keys',
  up: `
    ALTER TABLE kindergarten.choices ADD id uuid NOT NULL DEFAULT uuidv7();
    CREATE UNIQUE INDEX choices_key ON kindergarten.choices (id);
    CREATE INDEX choices_sibling ON kindergarten.choices (sibling_id) WHERE sibling_id IS NOT NULL;`,
};

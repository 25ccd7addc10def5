import { rowSecurity, type Migration } from '@regiso/core';
import { place, whose } from './place';

export const posts: Migration = {
  name: '020-posts',
  up: `
    -- As what a person works in a school, from a day to a day, and which subjects they teach by their papers.
    CREATE TABLE school.posts (
      id uuid PRIMARY KEY DEFAULT uuidv7(),
      person_id uuid NOT NULL REFERENCES core.persons,
      ${place}
      title text NOT NULL CHECK (title <> ''),
      subjects text[] NOT NULL DEFAULT '{}',
      starts_on date NOT NULL,
      ends_on date CHECK (ends_on >= starts_on)
    );
    CREATE INDEX posts_person ON school.posts (person_id);
    CREATE INDEX posts_organisation ON school.posts (organisation_id) WHERE ends_on IS NULL;
    ${rowSecurity('school.posts', { ...whose, connected: 'school' })}`,
};

import type { Migration } from '@regiso/core';

/** On which a web process hears whose list of applications has changed: an account, an application, or nothing for all. */
export const familiesChannel = 'regiso_kindergarten_families';

const tell = (whose: string) => `PERFORM pg_notify('${familiesChannel}', ${whose});`;
const after = (table: string, calls: string) => `
    CREATE TRIGGER ${table}_told AFTER INSERT OR UPDATE OR DELETE ON kindergarten.${table}
      FOR EACH ROW EXECUTE FUNCTION kindergarten.${calls}();`;

// By triggers, so that no way of writing can forget it: open pages are answered from memory until they hear of a change.
export const toldFamilies: Migration = {
  name: '013-2026-11-28-1400-told-families',
  up: `
    CREATE FUNCTION kindergarten.tell_families() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE account uuid;
      BEGIN
        FOREACH account IN ARRAY coalesce(OLD.accounts, '{}') || coalesce(NEW.accounts, '{}') LOOP
          ${tell('account::text')}
        END LOOP;
        RETURN NULL;
      END $$;
    CREATE FUNCTION kindergarten.tell_of_part() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN ${tell('coalesce(NEW.application_id, OLD.application_id)::text')} RETURN NULL; END $$;
    -- A direction in a ring shows how many families of the ring have agreed, to all of them.
    CREATE FUNCTION kindergarten.tell_of_direction() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF coalesce(NEW.ring_id, OLD.ring_id) IS NULL THEN ${tell('coalesce(NEW.application_id, OLD.application_id)::text')}
        ELSE ${tell("''")} END IF;
        RETURN NULL;
      END $$;
    ${after('applications', 'tell_families')}
    ${after('choices', 'tell_of_part')}
    ${after('privileges', 'tell_of_part')}
    ${after('directions', 'tell_of_direction')}

    -- What came and waits to be accepted, in the order in which it came.
    CREATE INDEX applications_sent ON kindergarten.applications (received_at, number) WHERE status = 'sent';`,
};

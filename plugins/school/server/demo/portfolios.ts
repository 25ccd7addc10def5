import { part, sql, todayHere } from '@regiso/core';
import { chance } from './chance';
import type { DemoSchool } from './schools';

const who = part`hashtextextended(p.person_id::text, 0)`;

/** Some achievements of older pupils of a demo school, and several of the demo guardian's child; without documents. */
export const layPortfolios = ({ id }: DemoSchool) =>
  sql`WITH said (n, kind, title, level, result, state) AS (VALUES
      (0, 'project', 'Модель солнечной электростанции', 'municipal', '2 место', 'verified'),
      (1, 'volunteering', 'Помощь приюту для животных', 'school', NULL, 'verified'),
      (2, 'olympiad', 'Всероссийская олимпиада школьников, математика', 'school', 'Призёр', 'waiting'),
      (3, 'culture', 'Конкурс чтецов «Живая классика»', 'regional', 'Лауреат', 'verified')),
    pupil AS (SELECT p.person_id, p.organisation_id, p.grade, ${chance(who, 17, 24)} AS at, ${chance(who, 18, 90)} AS days_ago,
        EXISTS (SELECT FROM core.guardianships g JOIN core.persons m ON m.id = g.guardian_id
          JOIN core.accounts a ON a.id = m.account_id WHERE g.child_id = p.person_id AND a.login = 'guardian' AND a.is_demo) AS own
      FROM school.pupils p WHERE p.organisation_id = ${id} AND p.is_demo AND p.ends_on IS NULL
        AND NOT EXISTS (SELECT FROM school.portfolio_items i WHERE i.person_id = p.person_id)),
    laid AS (INSERT INTO school.portfolio_items (person_id, kind, title, held_on, level, result, state, decided_at, decided_in)
      SELECT person_id, kind, title, ${todayHere()}::date - 20 - days_ago::int - n, level, result, state,
        CASE state WHEN 'verified' THEN now() END, CASE state WHEN 'verified' THEN organisation_id END
      FROM pupil JOIN said ON own OR grade >= 5 AND n = at RETURNING id, state)
    INSERT INTO school.portfolio_steps (item_id, version, what)
    SELECT id, 1, 'added' FROM laid UNION ALL SELECT id, 1, 'verified' FROM laid WHERE state = 'verified'`;

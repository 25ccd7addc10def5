import { sql, todayHere, type ChildLine, type ChildLines } from '@regiso/core';

/** What a guardian sees of the school beside each child: the class, and the way to the diary. */
export const ownLines: ChildLines = {
  title: 'Школа',
  titleEn: 'School',
  lines: async (children) => {
    type Row = { childId: string; name: string };
    const rows = await sql<Row>`SELECT p.person_id AS "childId", c.grade || c.letter AS name
      FROM school.pupils p JOIN school.classes c ON c.id = p.class_id
      WHERE p.person_id = ANY (${[...children]}::uuid[]) AND p.starts_on <= ${todayHere()}::date
        AND (p.ends_on IS NULL OR p.ends_on >= ${todayHere()}::date) ORDER BY p.id LIMIT 200`;
    return rows.map(({ childId, name }): ChildLine => ({
      childId,
      text: `${name} класс: дневник`,
      textEn: `Class ${name}: diary`,
      to: `/school/diary/${childId}`,
    }));
  },
};

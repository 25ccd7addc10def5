import { part } from '@regiso/core';

/** Hours of the curriculum by class and subject; what is taught beyond it counts with the hours of its teacher. */
export const planned = part`(SELECT class_id, subject, hours FROM school.curriculum
  UNION ALL SELECT j.class_id, j.subject, max(j.hours) FROM school.loads j WHERE NOT EXISTS (SELECT FROM school.curriculum u
    WHERE u.class_id = j.class_id AND u.subject = j.subject) GROUP BY j.class_id, j.subject)`;

import { z } from 'zod';
import { route } from '../server/route';
import { Days, keepYear, listYears, showYear, verifyYear, YearInput, YearView } from './calendar';
import { readCalendarFile } from './calendar-file';

const read = { permission: 'reference.read' } as const;
const manage = { permission: 'reference.manage' } as const;
const Year = z.object({ year: z.coerce.number().int().min(2000).max(2100) });

const list = route({
  method: 'GET',
  path: '/calendars',
  access: read,
  summary: 'Years of the production calendar: which are whole, whose they are, how many days are worked',
  reply: z.array(YearView),
  handler: () => listYears(),
});

const show = route({
  method: 'GET',
  path: '/calendars/{year}',
  access: read,
  summary: 'Days off, shortened and moved days of one year, with the versions the operator has written',
  params: Year,
  reply: YearView,
  handler: ({ params: { year } }) => showYear(year),
});

const fromFile = route({
  method: 'POST',
  path: '/calendars/{year}/read',
  access: manage,
  summary: 'The days that the text of a file says, to be looked at before they are kept',
  params: Year,
  payload: z.strictObject({ text: z.string().min(1).max(200_000) }),
  reply: Days,
  reads: true,
  unaudited: 'It reads the given text alone and keeps nothing',
  handler: ({ params: { year }, payload: { text } }) => readCalendarFile(text, year),
});

const keep = route({
  method: 'POST',
  path: '/calendars/{year}',
  access: manage,
  summary:
    'Keep the next version of a year; `version` is the one that was seen. What was counted before does not change',
  params: Year,
  payload: YearInput,
  reply: YearView,
  handler: ({ params: { year }, payload }) => keepYear(year, payload),
});

const verify = route({
  method: 'POST',
  path: '/calendars/{year}/verify',
  access: manage,
  summary: 'Note that the newest version was compared with the text of its act',
  params: Year,
  payload: z.strictObject({ version: z.int().min(1) }),
  reply: YearView,
  handler: ({ params: { year }, payload: { version } }) => verifyYear(year, version),
});

export const calendarRoutes = [list, show, fromFile, keep, verify];

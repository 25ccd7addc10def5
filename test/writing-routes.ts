import type { Plugin } from '@regiso/core';

const endsWhatHolds =
  'A step that ends or decides what stands: the record knows that it was taken and refuses it again';
const oneValue = 'It sets a value as a whole: sent twice it is the same, and both hands stand in the audit log';
const own = 'About the caller’s own account, by the caller alone';
const nothing = 'It changes nothing that lasts beyond the answer';
const oneAtATime = 'A run of work: one of a kind is under way at a time, another is refused';
const unique = 'A unique value of the record refuses a second one';
const files =
  'A file: its content is compared, and the same one is not kept twice under a new name by a repetition alone';

const newCode = 'Each asking gives a new code and ends the one before; codes are kept nowhere';
const whole = 'The list as a whole, of a record of which a person keeps one: sent twice it is the same';
const oneHour = 'A lesson of a journal stands once in its hour: a second one is refused';

/**
 * Writing routes that need neither a key of repetition nor the version of what they change, each with its reason. A new one
 * takes a key (`idempotent`), demands a version, or is explained here. What gives money, places or marks is never listed here
 * without being refused or the same the second time.
 */
export const unguarded: Readonly<Record<string, string>> = {
  'PUT /api/system/plugins/{id}': oneValue,
  'PUT /api/dashboards/deliveries/{id}/wanted': oneValue,
  'POST /api/dashboards/exports/{id}/cancel': endsWhatHolds,
  'POST /api/system/jobs/{queue}/{id}/retry': endsWhatHolds,
  'DELETE /api/system/jobs/{queue}/{id}': endsWhatHolds,
  'POST /api/audit/search': nothing,
  'POST /api/audit/seen': nothing,
  'POST /api/audit/export': nothing,
  'POST /api/audit/actor': nothing,
  'POST /api/audit/proofs': nothing,
  'POST /api/access/sign-in': own,
  'POST /api/access/sign-out': own,
  'POST /api/access/activate': own,
  'POST /api/access/enter-code': own,
  'POST /api/access/stranger': own,
  'DELETE /api/access/own/sign-ins/{id}': own,
  'POST /api/access/own/sign-ins/end-others': own,
  'POST /api/access/own/second-factor': own,
  'POST /api/access/own/second-factor/confirm': own,
  'DELETE /api/access/own/second-factor': own,
  'POST /api/access/own/recovery-codes': own,
  'POST /api/access/own/password': own,
  'POST /api/access/own/proof': own,
  'POST /api/access/own/identities/{way}': own,
  'POST /api/access/own/proof/{way}': own,
  'DELETE /api/access/own/identities/{id}': own,
  'POST /api/access/users': `${unique}: the login; the answer holds a code that is not kept`,
  'POST /api/access/users/{id}/reset': newCode,
  'POST /api/access/users/{id}/end-sign-ins': endsWhatHolds,
  'POST /api/access/users/{id}/dismiss': endsWhatHolds,
  'POST /api/access/grants/{id}/confirm': endsWhatHolds,
  'POST /api/access/grants/{id}/refuse': endsWhatHolds,
  'POST /api/access/grants/{id}/revoke': endsWhatHolds,
  'POST /api/participants/organisations/export': nothing,
  'POST /api/documents/issued/{id}/revoke': endsWhatHolds,
  'POST /api/imports/files': 'A run that waits for its columns; what it writes later is safe to repeat',
  'POST /exam-results': 'A look-up: it gives the same again, and tries in vain are counted',
  'POST /api/exams/own/results/{id}/appeals':
    'One appeal of a kind stands for a result: filed again it gives the same one',
  'POST /api/exams/person-results/{id}/appeals':
    'One appeal of a kind stands for a result: entered again it gives the same one',
  'POST /api/exams/own/appeals/{id}/withdraw': endsWhatHolds,
  'POST /api/exams/appeals/{id}/review': endsWhatHolds,
  'POST /api/exams/appeals/{id}/decision': endsWhatHolds,
  'POST /api/exams/person-results/{id}/annulments': 'One change of a result waits at a time, another is refused',
  'POST /api/exams/annulments/{id}/confirm': endsWhatHolds,
  'POST /api/exams/annulments/{id}/refuse': endsWhatHolds,
  'POST /api/exams/batches/{id}/approve': endsWhatHolds,
  'POST /api/exams/batches/{id}/reject': endsWhatHolds,
  'PUT /api/exams/batches/{id}/paused': oneValue,
  'POST /api/imports/runs/{id}/start': endsWhatHolds,
  'POST /api/imports/runs/{id}/cancel': endsWhatHolds,
  'POST /api/imports/staged/{id}/match': endsWhatHolds,
  'POST /api/agreements/documents': files,
  'POST /api/agreements/documents/{id}/withdraw': endsWhatHolds,
  'POST /api/agreements/agreements/{id}/file': files,
  'POST /api/reference/lists/{id}/rows': 'Days that are taken refuse a second version',
  'POST /api/reference/rows/{id}/verify': endsWhatHolds,
  'POST /api/reference/rows/{id}/withdraw': endsWhatHolds,
  'POST /api/privacy/own/archive': nothing,
  'POST /api/privacy/requests/search': nothing,
  'POST /api/privacy/requests/{id}/answer': endsWhatHolds,
  'PUT /api/privacy/retention/{id}': oneValue,
  'POST /api/privacy/holds/{id}/lift': endsWhatHolds,
  'POST /api/privacy/retention/passes': oneAtATime,
  'POST /api/privacy/retention/passes/{id}/cancel': endsWhatHolds,
  'POST /api/privacy/incidents/{id}/notices/{which}': endsWhatHolds,
  'POST /api/people/persons/candidates': nothing,
  'POST /api/people/persons/{id}/account': unique,
  'POST /api/people/persons/{id}/entry-code': newCode,
  'POST /api/people/persons/{id}/guardians/{item}/end': endsWhatHolds,
  'DELETE /api/people/persons/{id}/documents/{item}': endsWhatHolds,
  'POST /api/people/consent-forms': 'The next version of a text; the page says which one it is',
  'POST /api/people/persons/{id}/consents/{item}/withdraw': endsWhatHolds,
  'POST /api/people/duplicates': `${unique}: the pair`,
  'POST /api/people/duplicates/different': endsWhatHolds,
  'POST /api/people/match-requests/{id}/link': endsWhatHolds,
  'POST /api/people/match-requests/{id}/refuse': endsWhatHolds,
  'POST /api/people/merges/{id}/undo': endsWhatHolds,
  'POST /api/people/own/children/{id}/seen': nothing,
  'POST /api/backup/runs': oneAtATime,
  'POST /api/backup/runs/{id}/cancel': endsWhatHolds,
  'POST /api/support/tickets/{id}/read': nothing,
  'POST /api/support/tickets/{id}/close': endsWhatHolds,
  'POST /api/support/tickets/{id}/files': files,
  'POST /api/support/tickets/{id}/take': oneValue,
  'POST /api/support/tickets/{id}/transfer': oneValue,
  'POST /api/support/own/readings/{id}/confirm': unique,
  'POST /api/notices/own/read': own,
  'PUT /api/notices/own/settings': own,
  'POST /api/notices/own/address': own,
  'POST /api/notices/own/address/confirm': own,
  'DELETE /api/notices/own/address': own,
  'POST /api/notices/mails/{id}/read': nothing,
  'POST /api/notices/mails/{id}/retry': endsWhatHolds,
  'POST /api/notices/own/devices': own,
  'DELETE /api/notices/own/devices/{id}': own,
  'POST /api/warehouse/rebuild': oneAtATime,
  'POST /api/warehouse/verify': oneAtATime,
  'POST /api/warehouse/repair': oneAtATime,
  'POST /api/warehouse/runs/{id}/cancel': endsWhatHolds,
  'POST /api/kindergarten/dossiers/{id}/items/{item}/end': endsWhatHolds,
  'POST /api/kindergarten/dossiers/{id}/items/{item}/files': files,
  'POST /api/school/dossiers/{id}/items/{item}/end': endsWhatHolds,
  'POST /api/school/dossiers/{id}/items/{item}/files': files,
  'POST /api/school/staff/{id}/dossier/items/{item}/end': endsWhatHolds,
  'POST /api/school/staff/{id}/dossier/items/{item}/files': files,
  'POST /api/school/forms/oo-1/freeze': endsWhatHolds,
  'PUT /api/kindergarten/groups/{id}/attendance/{day}':
    'The marks of a day by its date: sent twice they are the same, and the last hand stands in the log',
  'POST /api/kindergarten/groups/{id}/months/{month}/close': endsWhatHolds,
  'POST /api/kindergarten/own/absences': 'Days by their date: one that is told already stays as it is',
  'POST /api/kindergarten/own/absences/withdraw': endsWhatHolds,
  'POST /api/kindergarten/applications/{id}/case/{document}/log': nothing,
  'POST /api/kindergarten/groups/{id}/announce': oneValue,
  'POST /api/kindergarten/groups/{id}/quarantine': oneValue,
  'PUT /api/kindergarten/own/applications/{id}/wishes': whole,
  'POST /api/kindergarten/own/applications/{id}/send': 'Sent once however often it is sent, under the same number',
  'POST /api/kindergarten/own/applications/{id}/withdraw': endsWhatHolds,
  'POST /api/kindergarten/own/applications/{id}/files': files,
  'POST /api/kindergarten/applications/{id}/files': files,
  'POST /api/kindergarten/pupil-acts/{id}/undo': endsWhatHolds,
  'PUT /api/kindergarten/applications/{id}/wishes': whole,
  'POST /api/kindergarten/rings/{id}/end': endsWhatHolds,
  'PUT /api/kindergarten/year-plans/{organisation}': whole,
  'POST /api/kindergarten/year-plans/{organisation}/decide': endsWhatHolds,
  'POST /api/kindergarten/runs/{id}/discard': endsWhatHolds,
  'POST /api/kindergarten/federal/files': 'A file by its digest: the same one is taken in once',
  'POST /ask': 'A page without scripts holds no key; a question asked twice is two tickets, few of one address',
  'POST /api/school/lessons/{id}/files': files,
  'DELETE /api/school/lessons/{id}/files/{file}': endsWhatHolds,
  'PUT /api/school/diaries/{id}/lessons/{lesson}/done': oneValue,
  'PUT /api/school/diaries/{id}/lessons/{lesson}/handin': oneValue,
  'POST /api/school/diaries/{id}/lessons/{lesson}/handin/files': files,
  'DELETE /api/school/diaries/{id}/lessons/{lesson}/handin/files/{file}': endsWhatHolds,
  'POST /api/school/diaries/{id}/excuses/{excuse}/withdraw': endsWhatHolds,
  'POST /api/school/diaries/{id}/excuses/{excuse}/files': files,
  'POST /api/school/excuses/{id}/decide': endsWhatHolds,
  'DELETE /api/school/diaries/{id}/portfolio/items/{item}': endsWhatHolds,
  'PUT /api/school/diaries/{id}/portfolio/items/{item}/visibility': oneValue,
  'POST /api/school/diaries/{id}/portfolio/items/{item}/files': files,
  'DELETE /api/school/diaries/{id}/portfolio/items/{item}/files/{file}': endsWhatHolds,
  'POST /api/school/diaries/{id}/portfolio/link': 'Each link ends the one before; its secret is kept nowhere',
  'DELETE /api/school/diaries/{id}/portfolio/link': endsWhatHolds,
  'POST /api/school/certificates/{id}/withdraw': endsWhatHolds,
  'POST /api/school/departures/{id}/undo': endsWhatHolds,
  'POST /api/school/classes/{id}/closing/{period}': endsWhatHolds,
  'PUT /api/school/classes/{id}': oneValue,
  'PUT /api/school/classes/{id}/groups': whole,
  'PUT /api/school/journals/{id}/periods/{period}/marks': 'Every mark names the version that was seen',
  'PUT /api/school/journals/{id}/year-marks': 'Every mark names the version that was seen',
  'POST /api/school/classes/{id}/codes': newCode,
  'POST /api/school/classes/{id}/codes/renew': newCode,
  'PUT /api/school/journals/{id}/plan': whole,
  'POST /api/school/years/{id}/draft': oneHour,
  'POST /api/school/years/{id}/draft/publish': 'From a day on: published twice from one day it is the same timetable',
  'POST /api/school/years/{id}/draft/take-in':
    'Into the draft it was checked against; a file taken in again changes nothing',
  'POST /api/school/years/{id}/draft/take-back': endsWhatHolds,
  'POST /api/school/own/calendar': own,
  'DELETE /api/school/own/calendar': own,
  'PUT /api/school/lessons/{id}/teacher': oneValue,
  'PUT /api/school/lessons/{id}/cancellation': oneValue,
  'DELETE /api/school/classes/{id}': endsWhatHolds,
};

/** Fields of a payload by which a route learns which state of the record its caller has seen. */
const versions = ['version', 'survivorVersion'];

type Route = NonNullable<Plugin['routes']>[number];

/** Whether a route makes nothing twice by a key, or overwrites nothing unseen by a version. */
export function isGuarded({ idempotent, payload }: Route): boolean {
  if (idempotent) return true;
  const shape = (payload as { shape?: Record<string, unknown> } | undefined)?.shape ?? {};
  return versions.some((name) => name in shape);
}

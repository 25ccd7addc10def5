import { whos, type Who } from './ground';

/**
 * Whose records everybody meets, written by hand from the regulation (3.1–3.6, 4.1, 5.2) and the promise that a record out
 * of reach is refused as one that does not exist. Every record is that of one school, or of the kindergarten beside it. `+`
 * and `-` say whether a list shows the record; a route that no row and no reason covers fails.
 */
const table = `
                                                              | operator administrator teacher neighbour stranger authority municipal guardian nobody
One's own sign-in, identities and rights: the teacher's
GET    /api/access/own/account                                | 200-     200-          200+    200-      200-     200-      200-      200-     401
GET    /api/access/own/rights                                 | 200-     200-          200+    200-      200-     200-      200-      200-     401
GET    /api/access/own/identities                             | 200-     200-          200+    200-      200-     200-      200-      200-     401
DELETE /api/access/own/identities/{id}                        | 404      404           200     404       404      404       404       404      401
DELETE /api/access/own/sign-ins/{id}                          | 404      404           200     404       404      404       404       404      401
GET    /api/access/why/{participant}                          | 200      200           200     404       404      200       200       404      401
GET    /api/access/why/{kind}/{id}                            | 200      200           200     404       404      404       200       404      401

Users and rights of the school: its administrator, the administrator of the subsystem above, the operator
POST   /api/access/users/search                               | 200+     200+          403     200-      200-     403       200+      403      401
POST   /api/access/users                                      | 200      200           403     403       403      403       200       403      401
POST   /api/access/users/{id}/reset                           | 200      200           403     404       404      403       200       403      401
POST   /api/access/users/{id}/end-sign-ins                    | 200      200           403     404       404      403       200       403      401
POST   /api/access/users/{id}/dismiss                         | 200      200           403     404       404      403       200       403      401
GET    /api/access/grants                                     | 200+     200+          403     200-      200-     403       200+      403      401
The operator appoints administrators, gives nobody what they do not hold themselves and takes back any right; of two people one is an operator
POST   /api/access/grants                                     | 403      200           403     403       403      403       200       403      401
POST   /api/access/grants/{id}/revoke                         | 200      200           403     404       404      403       200       403      401
POST   /api/access/grants/{id}/hand-over                      | 403      200           403     404       404      403       200       403      401
POST   /api/access/grants/{id}/confirm                        | 200      404           403     404       404      403       403       403      401
POST   /api/access/grants/{id}/refuse                         | 200      404           403     404       404      403       403       403      401

Participants and agreements: read within reach, kept by the operator, confirmed by the participant alone
GET    /api/agreements/participants                           | 200+     200+          200+    200-      200-     200+      200+      403      401
GET    /api/agreements/participants/{id}                      | 200      200           200     404       404      200       200       403      401
GET    /api/agreements/ending                                 | 200+     200+          200+    200-      200-     200+      200+      403      401
GET    /api/agreements/agreements/{id}/file                   | 200      200           200     404       404      200       200       403      401
GET    /api/agreements/participants/{id}/confirmations        | 200      200           200     404       404      200       200       403      401
POST   /api/agreements/participants/{id}/confirmations        | 403      200           403     404       404      403       403       403      401
POST   /api/agreements/participants/{id}/agreements           | 200      403           403     403       403      403       403       403      401
PUT    /api/agreements/drafts/{id}                            | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/drafts/{id}/sign                       | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/agreements/{id}/terminate              | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/participants/{id}/suspend              | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/participants/{id}/resume               | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/agreements/{id}/file                   | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/agreements/{id}/card                   | 200      403           403     403       403      403       403       403      401
POST   /api/agreements/documents/{id}/withdraw                | 200      403           403     403       403      403       403       403      401
GET    /api/documents/issued/{id}/file                        | 200      403           403     403       403      403       403       403      401
POST   /api/documents/issued/{id}/revoke                      | 200      403           403     403       403      403       403       403      401

Cards of people: the school's pupil. A guardian sees the child on a page of their own and by no other way
GET    /api/people/places                                     | 200+     200+          403     200-      200-     403       403       403      401
POST   /api/people/persons/search                             | 200+     200+          200+    200-      200-     403       200+      403      401
GET    /api/people/persons/{id}                               | 200      200           200     404       404      403       200       403      401
POST   /api/people/persons/candidates                         | 200+     200+          403     200-      200-     403       403       403      401
POST   /api/people/persons                                    | 200      200           403     403       403      403       403       403      401
PATCH  /api/people/persons/{id}                               | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/organisations                 | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/account                       | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/entry-code                    | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/seen                          | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/guardians                     | 200      200           403     404       404      403       403       403      401
PUT    /api/people/persons/{id}/guardians/{item}/limits       | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/guardians/{item}/end          | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/documents                     | 200      200           403     404       404      403       403       403      401
DELETE /api/people/persons/{id}/documents/{item}              | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/consents                      | 200      200           403     404       404      403       403       403      401
POST   /api/people/persons/{id}/consents/{item}/withdraw      | 200      200           403     404       404      403       403       403      401
POST   /api/people/duplicates                                 | 200      200           403     404       404      403       200       403      401
Who came by a provider and seems to be on a card of the school: decided by who may change the card
GET    /api/people/match-requests                             | 200+     200+          403     200-      200-     403       403       403      401
POST   /api/people/match-requests/{id}/link                   | 200      200           403     404       404      403       403       403      401
POST   /api/people/match-requests/{id}/refuse                 | 200      200           403     404       404      403       403       403      401
Judging which cards are one person is for whoever has both in reach: the operator, the administrator of the school
GET    /api/people/duplicates                                 | 200+     200+          403     200-      200-     403       403       403      401
POST   /api/people/duplicates/different                       | 200      200           403     404       404      403       403       403      401
POST   /api/people/merges/compare                             | 200      200           403     404       404      403       403       403      401
POST   /api/people/merges                                     | 200      200           403     404       404      403       403       403      401
GET    /api/people/merges/{id}                                | 200      200           403     404       404      403       403       403      401
POST   /api/people/merges/{id}/undo                           | 200      200           403     404       404      403       403       403      401
GET    /api/people/own/children                               | 200-     200-          200-    200-      200-     200-      200-      200+     401
POST   /api/people/own/children/{id}/seen                     | 404      404           404     404       404      404       404       200      401

The teacher's question, asked of a desk that answers for the whole region; a proposal for the subsystem of schools
GET    /api/support/own/tickets                               | 200-     200-          200+    200-      200-     200-      200-      200-     401
POST   /api/support/tickets/{id}/read                         | 200      404           200     404       404      404       404       404      401
POST   /api/support/tickets/{id}/reply                        | 403      404           200     404       404      404       404       404      401
POST   /api/support/tickets/{id}/close                        | 200      404           200     404       404      404       404       404      401
POST   /api/support/tickets/{id}/files                        | 200      404           200     404       404      404       404       404      401
GET    /api/support/tickets/{id}/files/{file}                 | 200      404           200     404       404      404       404       404      401
POST   /api/support/queue                                     | 200+     403           403     403       403      200-      200-      403      401
POST   /api/support/tickets/{id}/answer                       | 200      403           403     403       403      404       404       403      401
POST   /api/support/tickets/{id}/take                         | 200      403           403     403       403      404       404       403      401
POST   /api/support/tickets/{id}/transfer                     | 200      403           403     403       403      404       404       403      401
GET    /api/support/proposals                                 | 200+     403           403     403       403      200-      403       403      401
POST   /api/support/proposals                                 | 200      403           403     403       403      403       403       403      401
POST   /api/support/proposals/{id}/decide                     | 200      403           403     403       403      403       403       403      401

Requests of the teacher and others about their data, incidents, notices and letters
GET    /api/privacy/own/requests                              | 200-     200-          200+    200-      200-     200-      200-      200-     401
POST   /api/privacy/requests/search                           | 200+     403           403     403       403      403       403       403      401
POST   /api/privacy/requests/{id}/answer                      | 200      403           403     403       403      403       403       403      401
GET    /api/privacy/holds                                     | 200+     403           403     403       403      403       403       403      401
POST   /api/privacy/holds                                     | 200      403           403     403       403      403       403       403      401
POST   /api/privacy/holds/{id}/lift                           | 200      403           403     403       403      403       403       403      401
PUT    /api/privacy/incidents/{id}                            | 200      403           403     403       403      403       403       403      401
GET    /api/privacy/incidents/{id}/notices/{which}            | 200      403           403     403       403      403       403       403      401
POST   /api/privacy/incidents/{id}/notices/{which}            | 200      403           403     403       403      403       403       403      401
POST   /api/privacy/incidents/{id}/notices/{which}/document   | 200      403           403     403       403      403       403       403      401
GET    /api/notices/own                                       | 200-     200-          200+    200-      200-     200-      200-      200-     401
GET    /api/notices/own/devices                               | 200-     200-          200+    200-      200-     200-      200-      200-     401
DELETE /api/notices/own/devices/{id}                          | 404      404           200     404       404      404       404       404      401
POST   /api/notices/mails/{id}/read                           | 200      403           403     403       403      403       403       403      401
POST   /api/notices/mails/{id}/retry                          | 204      403           403     403       403      403       403       403      401

The register of the region and results of exams: for those who work for the whole region
GET    /api/participants/organisations                        | 200+     403           403     403       403      403       403       403      401
GET    /api/participants/organisations/{id}                   | 200      403           403     403       403      403       403       403      401
GET    /api/participants/organisations/{id}/history           | 200      403           403     403       403      403       403       403      401
PATCH  /api/participants/organisations/{id}                   | 200      403           403     403       403      403       403       403      401
GET    /api/exams/organisations/{id}/results                  | 200      403           403     403       403      403       403       403      401

Exam results of persons: batches for those who keep results of the region, a result for the participant and who stands for them
GET    /api/exams/batches                                     | 200+     403           403     403       403      403       403       403      401
GET    /api/exams/batches/{id}                                | 200      403           403     403       403      403       403       403      401
POST   /api/exams/batches/{id}/approve                        | 200      403           403     403       403      403       403       403      401
POST   /api/exams/batches/{id}/reject                         | 200      403           403     403       403      403       403       403      401
PUT    /api/exams/batches/{id}/paused                         | 200      403           403     403       403      403       403       403      401
GET    /api/exams/own/results                                 | 200-     200-          200-    200-      200-     200-      200-      200+     401
POST   /api/exams/own/results/{id}/appeals                    | 404      404           404     404       404      404       404       200      401
POST   /api/exams/own/appeals/{id}/withdraw                   | 404      404           404     404       404      404       404       200      401
POST   /api/exams/own/appeals/{id}/form                       | 404      404           404     404       404      404       404       200      401
GET    /api/exams/own/appeals/{id}/form/{document}            | 404      404           404     404       404      404       404       200      401
GET    /api/exams/appeals                                     | 200+     403           403     403       403      403       403       403      401
GET    /api/exams/appeals/{id}                                | 200      403           403     403       403      403       403       403      401
POST   /api/exams/appeals/{id}/review                         | 200      403           403     403       403      403       403       403      401
POST   /api/exams/appeals/{id}/decision                       | 200      403           403     403       403      403       403       403      401
POST   /api/exams/person-results/{id}/appeals                 | 200      403           403     403       403      403       403       403      401
GET    /api/exams/person-results/{id}                         | 200      403           403     403       403      403       403       403      401
POST   /api/exams/person-results/{id}/annulments              | 200      403           403     403       403      403       403       403      401
POST   /api/exams/annulments/{id}/confirm                     | 200      403           403     403       403      403       403       403      401
POST   /api/exams/annulments/{id}/refuse                      | 200      403           403     403       403      403       403       403      401
A school sees the published results of its own pupils: whoever answers for its exams, and the administrator of the portal within it
GET    /api/exams/school/results                              | 403      200+          403     200-      200-     403       403       403      401
POST   /api/exams/school/results/file                         | 403      200           403     200       200      403       403       403      401

An alert on a figure of the school: seen where its figures are, led by who looks after alerts there, explained by the administrator it is assigned to
GET    /api/dashboards/alerts                                 | 200+     200+          403     200-      200-     200+      200+      403      401
GET    /api/dashboards/alerts/{id}                            | 200      200           403     404       404      200       200       403      401
GET    /api/dashboards/alerts/{id}/people                     | 200      403           403     403       403      200       200       403      401
POST   /api/dashboards/alerts/{id}/assign                     | 200      403           403     403       403      200       200       403      401
POST   /api/dashboards/alerts/{id}/explain                    | 403      200           403     404       404      403       403       403      401
POST   /api/dashboards/alerts/{id}/close                      | 200      403           403     403       403      200       200       403      401
A rule of the authority: its own, seen and stopped by who looks after the region
GET    /api/dashboards/alerts/rules                           | 200+     403           403     403       403      200+      200-      403      401
PUT    /api/dashboards/alerts/rules/{id}                      | 403      403           403     403       403      200       404       403      401
PUT    /api/dashboards/alerts/rules/{id}/active               | 200      403           403     403       403      200       404       403      401

A board that the authority has put together and shared with its own organisation: changed by nobody but its owner, seen by colleagues
GET    /api/dashboards/boards                                 | 200-     200+          403     200-      200-     200+      200-      403      401
GET    /api/dashboards/boards/{id}                            | 404      200           403     404       404      200       404       403      401
PUT    /api/dashboards/boards/{id}                            | 404      403           403     403       403      200       403       403      401
PUT    /api/dashboards/boards/{id}/audience                   | 404      403           403     403       403      200       403       403      401
PUT    /api/dashboards/boards/{id}/removed                    | 404      403           403     403       403      200       403       403      401
A delivery of the authority to the administrator of the school: led by its owner, stopped by who looks after the region, left by who gets it
GET    /api/dashboards/deliveries                             | 200+     200+          403     200-      200-     200+      200-      403      401
PUT    /api/dashboards/deliveries/{id}                        | 403      403           403     403       403      200       403       403      401
PUT    /api/dashboards/deliveries/{id}/active                 | 200      403           403     403       403      200       403       403      401
PUT    /api/dashboards/deliveries/{id}/removed                | 200      403           403     403       403      200       403       403      401
POST   /api/dashboards/deliveries/{id}/send                   | 403      403           403     403       403      200       403       403      401
PUT    /api/dashboards/deliveries/{id}/wanted                 | 404      200           403     404       404      404       404       403      401
What the authority has reported of its territory: seen by those to whom the board is open and whose right covers it
GET    /api/dashboards/snapshots                              | 200+     200-          403     200-      200-     200+      200-      403      401
GET    /api/dashboards/snapshots/{id}                         | 200      404           403     404       404      200       404       403      401
GET    /api/dashboards/snapshots/{id}/difference              | 200      404           403     404       404      200       404       403      401
POST   /api/dashboards/snapshots/{id}/difference/file         | 200      403           403     403       403      200       403       403      401
A whole table that the authority has ordered as a file: its own, stopped and taken by nobody else
GET    /api/dashboards/exports                                | 200-     403           403     403       403      200+      403       403      401
POST   /api/dashboards/exports/{id}/cancel                    | 404      403           403     403       403      200       403       403      401
GET    /api/dashboards/exports/{id}/file                      | 404      403           403     403       403      200       403       403      401

Files that a school imports about its own people: those of the school, and nobody of another one
GET    /api/imports/kinds                                     | 200      200           403     200       200      403       200       403      401
GET    /api/imports/kinds/{kind}/participants                 | 200+     200+          403     200-      200-     403       200+      403      401
POST   /api/imports/files                                     | 200      200           403     404       404      403       200       403      401
GET    /api/imports/runs                                      | 200+     200+          403     200-      200-     403       200+      403      401
GET    /api/imports/runs/{id}                                 | 200      200           403     404       404      403       200       403      401
POST   /api/imports/runs/{id}/start                           | 200      200           403     404       404      403       200       403      401
POST   /api/imports/runs/{id}/cancel                          | 200      200           403     404       404      403       200       403      401
GET    /api/imports/runs/{id}/problems.xlsx                   | 200      200           403     404       404      403       200       403      401
GET    /api/imports/staged                                    | 200+     200+          403     200-      200-     403       200+      403      401
GET    /api/imports/staged/{id}/candidates                    | 200      200           403     404       404      403       200       403      401
POST   /api/imports/staged/{id}/match                         | 200      200           403     404       404      403       200       403      401

An application to the kindergarten: of one's own child
GET    /api/kindergarten/own/applications                     | 200-     200-          200-    200-      200-     200-      200-      200+     401
GET    /api/kindergarten/own/children                         | 200-     200-          200-    200-      200-     200-      200-      200+     401
GET    /api/kindergarten/own/applications/{id}                | 404      404           404     404       404      404       404       200      401
GET    /api/kindergarten/own/applications/{id}/moves/{organisation} | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications                     | 403      403           403     403       403      403       403       200      401
PUT    /api/kindergarten/own/applications/{id}/wishes         | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/move            | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/send           | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/withdraw       | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/privileges     | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/answer         | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/receipt        | 404      404           404     404       404      404       404       200      401
GET    /api/kindergarten/own/applications/{id}/receipt/{document} | 404      404           404     404       404      404       404       200      401
POST   /api/kindergarten/own/applications/{id}/files           | 404      404           404     404       404      404       404       200      401
GET    /api/kindergarten/own/applications/{id}/files           | 404      404           404     404       404      404       404       200      401
GET    /api/kindergarten/own/applications/{id}/files/{file}    | 404      404           404     404       404      404       404       200      401
One queue for kindergartens, kept by the officers of the municipality; places are given by two of them
POST   /api/kindergarten/applications/search                  | 403      403           403     403       200-     403       200+      403      401
GET    /api/kindergarten/applications/{id}                    | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications                         | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/desk                                  | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/receipt             | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/applications/{id}/receipt/{document}  | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/files               | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/applications/{id}/files               | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/applications/{id}/files/{file}        | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/steps              | 403      403           403     403       404      403       200       403      401
PUT    /api/kindergarten/applications/{id}/wishes             | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/move                | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/privileges         | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/privileges/{id}/decide               | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/direct             | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/case               | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/applications/{id}/case/{document} | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/case/{document}/log | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/applications/{id}/explanation        | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/applications/{id}/explanation/{document} | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/runs                                 | 403      403           403     403       200-     403       200+      403      401
GET    /api/kindergarten/runs/{id}                            | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/runs                                 | 403      403           403     403       403      403       200       403      401
POST   /api/kindergarten/runs/{id}/what-if                    | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/runs/{id}/propose                    | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/runs/{id}/confirm                    | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/runs/{id}/discard                    | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/runs/{id}/replay                     | 403      403           403     403       404      403       200       403      401
GET    /api/kindergarten/rings                                 | 403      403           403     403       200-     403       200+      403      401
POST   /api/kindergarten/rings/search                          | 403      403           403     403       403      403       200       403      401
POST   /api/kindergarten/rings/{id}/perform                    | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/rings/{id}/end                        | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/rings/{id}/replay                     | 403      403           403     403       404      403       200       403      401
Exchange with the federal portal: each municipality its own files and rows, the operator those of the region
GET    /api/kindergarten/federal                               | 200+     403           403     403       200-     403       200+      403      401
POST   /api/kindergarten/federal/files                         | 200      403           403     403       200      403       200       403      401
GET    /api/kindergarten/federal/files/{id}                    | 200      403           403     403       404      403       200       403      401
POST   /api/kindergarten/federal/files/{id}/content            | 200      403           403     403       404      403       200       403      401
GET    /api/kindergarten/federal/questions                     | 200+     403           403     403       200-     403       200+      403      401
POST   /api/kindergarten/federal/rows/{id}/decide              | 200      403           403     403       404      403       200       403      401
GET    /api/kindergarten/federal/events                        | 200+     403           403     403       200-     403       200+      403      401
POST   /api/kindergarten/federal/statuses                      | 200      403           403     403       409      403       200       403      401
Groups of the kindergarten, who is directed to it and who attends: its head keeps them, its municipality sees them
GET    /api/kindergarten/groups                               | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/kindergarten/groups                               | 403      200           403     403       403      403       403       403      401
GET    /api/kindergarten/year-plans                           | 403      200+          403     200-      200-     403       200+      403      401
GET    /api/kindergarten/year-plans/{organisation}            | 403      200           403     404       404      403       200       403      401
PUT    /api/kindergarten/year-plans/{organisation}            | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/year-plans/{organisation}/decide     | 403      403           403     403       404      403       200       403      401
POST   /api/kindergarten/groups/{id}/announce                 | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/groups/{id}/quarantine               | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/directed                             | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/kindergarten/directions/{id}/documents            | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/enrolments                           | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/orders                                | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/kindergarten/orders/papers                         | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/orders/{organisation}/papers/{document} | 403      200           403     404       404      403       200       403      401
POST   /api/kindergarten/pupils/search                        | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/kindergarten/pupils/transfer                      | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/pupils/release                       | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/pupil-acts                           | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/kindergarten/pupil-acts/{id}/undo                 | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/attendance/{day}                     | 403      200+          200+    200-      200-     403       403       403      401
GET    /api/kindergarten/groups/{id}/attendance/{day}         | 403      200           200     404       404      403       403       403      401
PUT    /api/kindergarten/groups/{id}/attendance/{day}         | 403      200           200     404       404      403       403       403      401
GET    /api/kindergarten/groups/{id}/months/{month}           | 403      200           200     404       404      403       403       403      401
POST   /api/kindergarten/groups/{id}/months/{month}/file      | 403      200           200     404       404      403       403       403      401
POST   /api/kindergarten/groups/{id}/months/{month}/close     | 403      200           403     404       404      403       403       403      401
Reports of the kindergarten: its head corrects, its municipality sees them
GET    /api/kindergarten/form-85k                             | 403      200           403     404       404      403       200       403      401
GET    /api/kindergarten/form-85k/cell                        | 403      200           403     404       404      403       200       403      401
POST   /api/kindergarten/form-85k/corrections                 | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/form-85k/file                        | 403      200           403     404       404      403       200       403      401
GET    /api/kindergarten/month-reports                        | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/kindergarten/month-reports                        | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/month-reports/{id}                   | 403      200           403     404       404      403       200       403      401
POST   /api/kindergarten/month-reports/{id}/file              | 403      200           403     404       404      403       200       403      401
GET    /api/kindergarten/occupancy                            | 403      200           403     404       404      403       200       403      401
The queue of a municipality: its officers count it
GET    /api/kindergarten/queue-report                         | 403      403           403     403       200-     403       200+      403      401
POST   /api/kindergarten/queue-report/file                    | 403      403           403     403       200      403       200       403      401
GET    /api/kindergarten/not-enrolled                         | 403      403           403     403       200-     403       200+      403      401
GET    /api/kindergarten/privileges/expiring                  | 403      403           403     403       200-     403       200+      403      401
POST   /api/kindergarten/privileges/expiring/file             | 403      403           403     403       200      403       200       403      401
Of one's own child in the kindergarten
POST   /api/kindergarten/own/absences                         | 404      404           404     404       404      404       404       200      401
GET    /api/kindergarten/own/absences                         | 200-     200-          200-    200-      200-     200-      200-      200+     401
GET    /api/kindergarten/own/dossiers                         | 200-     200-          200-    200-      200-     200-      200-      200+     401
POST   /api/kindergarten/own/absences/withdraw                | 404      404           404     404       404      404       404       200      401
A journal of the teacher: read by who oversees the school, written by the teacher alone; 403 within the school is said plainly
GET    /api/school/own/lessons                                | 403      200           200+    200       200      403       200       403      401
GET    /api/school/lessons/{id}                               | 403      200           200     404       404      403       200       403      401
PUT    /api/school/lessons/{id}                               | 403      403           200     404       404      403       403       403      401
PUT    /api/school/lessons/{id}/homework                      | 403      403           200     404       404      403       403       403      401
POST   /api/school/lessons/{id}/files                         | 403      403           200     404       404      403       403       403      401
GET    /api/school/lessons/{id}/files/{file}                  | 403      200           200     404       404      403       200       403      401
DELETE /api/school/lessons/{id}/files/{file}                  | 403      403           200     404       404      403       403       403      401
GET    /api/school/lessons/{id}/handins                       | 403      200           200     404       404      403       200       403      401
POST   /api/school/lessons/{id}/handins/{handin}/decide       | 403      403           200     404       404      403       403       403      401
GET    /api/school/lessons/{id}/handins/{handin}/files/{file} | 403      200           200     404       404      403       200       403      401
PUT    /api/school/lessons/{id}/pupils/{pupil}                | 403      403           200     404       404      403       403       403      401
GET    /api/school/lessons/{id}/pupils/{pupil}/history        | 403      200           200     404       404      403       200       403      401
POST   /api/school/lessons/{id}/pupils/{pupil}/requests       | 403      403           200     404       404      403       403       403      401
GET    /api/school/change-requests                            | 403      200+          200+    200-      200-     403       200+      403      401
POST   /api/school/change-requests/{id}/decision              | 403      200           403     404       404      403       200       403      401
GET    /api/school/journals                                   | 403      200+          200+    200-      200-     403       200+      403      401
GET    /api/school/journals/{id}                              | 403      200           200     404       404      403       200       403      401
GET    /api/school/journals/{id}/plan                         | 403      200           200     404       404      403       200       403      401
PUT    /api/school/journals/{id}/plan                         | 403      403           200     404       404      403       403       403      401
GET    /api/school/journals/{id}/periods/{period}/marks       | 403      200           200     404       404      403       200       403      401
PUT    /api/school/journals/{id}/periods/{period}/marks       | 403      403           200     404       404      403       403       403      401
GET    /api/school/journals/{id}/year-marks                   | 403      200           200     404       404      403       200       403      401
PUT    /api/school/journals/{id}/year-marks                   | 403      403           200     404       404      403       403       403      401
GET    /api/school/journals/{id}/pupils/{pupil}/results       | 403      200           200     404       404      403       200       403      401
Classes of the school and the closing of periods: for who administers it, in the school and above
GET    /api/school/classes                                    | 403      200+          403     200-      200-     403       200+      403      401
GET    /api/school/classes/{id}                               | 403      200           403     404       404      403       200       403      401
POST   /api/school/pupils/{id}/move                           | 403      200           403     404       404      403       200       403      401
POST   /api/school/pupils/{id}/departure                      | 403      200           403     404       404      403       200       403      401
POST   /api/school/departures/{id}/undo                       | 403      200           403     404       404      403       200       403      401
GET    /api/school/years/{id}/movement                        | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/movement/file                   | 403      200           403     404       404      403       200       403      401
GET    /api/school/classes/{id}/movement                      | 403      200           403     404       404      403       200       403      401
The form ОО-1: numbers for whoever sees figures, lists and corrections for whoever administers the school
GET    /api/school/forms/oo-1                                 | 200      200           403     404       404      200       200       403      401
GET    /api/school/forms/oo-1/cell                            | 403      200           403     404       404      403       200       403      401
GET    /api/school/forms/oo-1/schools                         | 200+     200+          403     200-      200-     200+      200+      403      401
POST   /api/school/forms/oo-1/corrections                     | 403      200           403     404       404      403       200       403      401
POST   /api/school/forms/oo-1/freeze                          | 403      200           403     404       404      403       200       403      401
POST   /api/school/forms/oo-1/file                            | 200      200           403     404       404      200       200       403      401
The closing of periods: for who administers the school
GET    /api/school/periods                                    | 403      200+          403     200-      200-     403       200+      403      401
GET    /api/school/periods/{id}/closing                       | 403      200           403     404       404      403       200       403      401
GET    /api/school/periods/{id}/report                        | 403      200           403     404       404      403       200       403      401
POST   /api/school/periods/{id}/report/file                   | 403      200           403     404       404      403       200       403      401
GET    /api/school/periods/{id}/subjects                      | 403      200           403     404       404      403       200       403      401
POST   /api/school/periods/{id}/subjects/file                 | 403      200           403     404       404      403       200       403      401
GET    /api/school/classes/{id}/report                        | 403      200           200     404       404      403       200       403      401
POST   /api/school/classes/{id}/report/file                   | 403      200           200     404       404      403       200       403      401
GET    /api/school/classes/{id}/closing/{period}              | 403      200           403     404       404      403       200       403      401
POST   /api/school/classes/{id}/closing/{period}              | 403      200           403     404       404      403       200       403      401
POST   /api/school/classes/{id}/closing/{period}/reopening    | 403      200           403     404       404      403       200       403      401
Who needs attention: for the class teacher and whoever administers the very school; nobody above is told whom a school worries about
GET    /api/school/risks                                      | 403      200+          403     200-      200-     403       200-      403      401
POST   /api/school/risks/file                                 | 403      200           403     200       200      403       200       403      401
GET    /api/school/classes/{id}/risks                         | 403      200           200     404       404      403       403       403      401
POST   /api/school/classes/{id}/risks/file                    | 403      200           200     404       404      403       403       403      401
GET    /api/school/pupils/{id}/risk-notes                     | 403      200           200     404       404      403       403       403      401
POST   /api/school/pupils/{id}/risk-notes                     | 403      200           200     404       404      403       403       403      401
The archive of journals: for whoever administers the school, or schools of the municipality
GET    /api/school/archive                                    | 403      200+          403     200-      200-     403       200+      403      401
GET    /api/school/archive/orders                             | 403      200+          403     200-      200-     403       200+      403      401
GET    /api/school/classes/{id}/archive                       | 403      200           403     404       404      403       200       403      401
POST   /api/school/archive/orders                             | 403      200           403     404       404      403       200       403      401
POST   /api/school/archive/orders/{id}/cancel                 | 403      200           403     404       404      403       200       403      401
GET    /api/school/archive/orders/{id}/file                   | 403      200           403     404       404      403       200       403      401
GET    /api/school/archive/{id}/file                          | 403      200           403     404       404      403       200       403      401
Codes to enter, for pupils and guardians of the class: from who leads it, and nobody above gives them in that name
GET    /api/school/own/classes                                | 403      200           200+    200       200      403       200       403      401
GET    /api/school/classes/{id}/morning                       | 403      403           200     404       404      403       403       403      401
GET    /api/school/classes/{id}/entries                       | 403      403           200     404       404      403       403       403      401
POST   /api/school/classes/{id}/codes                         | 403      403           200     404       404      403       403       403      401
POST   /api/school/classes/{id}/codes/renew                   | 403      403           200     404       404      403       403       403      401
The year of the school, its classes and who teaches what
GET    /api/school/years                                      | 403      200+          403     200-      200-     403       200+      403      401
POST   /api/school/years                                      | 403      200           403     404       404      403       200       403      401
GET    /api/school/years/{id}                                 | 403      200           403     404       404      403       200       403      401
PUT    /api/school/years/{id}                                 | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/classes                         | 403      200           403     404       404      403       200       403      401
PUT    /api/school/classes/{id}                               | 403      200           403     404       404      403       200       403      401
DELETE /api/school/classes/{id}                               | 403      200           403     404       404      403       200       403      401
GET    /api/school/classes/{id}/load                          | 403      200           403     404       404      403       200       403      401
PUT    /api/school/classes/{id}/load                          | 403      200           403     404       404      403       200       403      401
GET    /api/school/classes/{id}/groups                        | 403      200           403     404       404      403       200       403      401
PUT    /api/school/classes/{id}/groups                        | 403      200           403     404       404      403       200       403      401
GET    /api/school/classes/{id}/unplaced                      | 403      200           403     404       404      403       200       403      401
POST   /api/school/classes/{id}/pupils                        | 403      200           403     404       404      403       200       403      401
GET    /api/school/years/{id}/draft                           | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/draft                           | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/draft/publish                   | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/draft/file                      | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/draft/check                     | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/draft/take-in                   | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/draft/take-back                 | 403      200           403     404       404      403       200       403      401
GET    /api/school/years/{id}/absent/{teacher}                | 403      200           403     404       404      403       200       403      401
GET    /api/school/years/{id}/substitutions                   | 403      200           403     404       404      403       200       403      401
GET    /api/school/years/{id}/pay-sheet                       | 403      200           403     404       404      403       200       403      401
POST   /api/school/years/{id}/pay-sheet/file                  | 403      200           403     404       404      403       200       403      401
PUT    /api/school/lessons/{id}/teacher                       | 403      200           403     404       404      403       200       403      401
PUT    /api/school/lessons/{id}/cancellation                  | 403      200           403     404       404      403       200       403      401
The diary of the pupil: for who stands for the pupil
GET    /api/school/diaries                                    | 200-     200-          200-    200-      200-     200-      200-      200+     401
GET    /api/school/diaries/{id}/day                           | 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/marks                         | 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/lessons/{lesson}/files/{file} | 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/results                       | 404      404           404     404       404      404       404       200      401
PUT    /api/school/diaries/{id}/lessons/{lesson}/done         | 404      404           404     404       404      404       404       200      401
PUT    /api/school/diaries/{id}/lessons/{lesson}/handin       | 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/lessons/{lesson}/handin/files | 404      404           404     404       404      404       404       200      401
DELETE /api/school/diaries/{id}/lessons/{lesson}/handin/files/{file} | 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/lessons/{lesson}/handin/files/{file} | 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/excuses                       | 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/excuses                       | 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/excuses/{excuse}/withdraw     | 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/excuses/{excuse}/files        | 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/excuses/{excuse}/files/{file} | 404      404           404     404       404      404       404       200      401
GET    /api/school/classes/{id}/excuses                       | 403      403           200     404       404      403       403       403      401
POST   /api/school/excuses/{id}/decide                        | 403      403           200     404       404      403       403       403      401
GET    /api/school/classes/{id}/certificates                  | 403      403           200     404       404      403       403       403      401
POST   /api/school/classes/{id}/certificates                  | 403      403           200     404       404      403       403       403      401
POST   /api/school/certificates/{id}/withdraw                 | 403      403           200     404       404      403       403       403      401
GET    /api/school/excuses/{id}/files/{file}                  | 403      403           200     404       404      403       403       403      401

The portfolio of the pupil: for who stands for a pupil under fourteen; the school confirms
GET    /api/school/diaries/{id}/portfolio                     | 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/portfolio/items               | 404      404           404     404       404      404       404       200      401
PUT    /api/school/diaries/{id}/portfolio/items/{item}        | 404      404           404     404       404      404       404       200      401
DELETE /api/school/diaries/{id}/portfolio/items/{item}        | 404      404           404     404       404      404       404       200      401
PUT    /api/school/diaries/{id}/portfolio/items/{item}/visibility| 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/portfolio/items/{item}/files  | 404      404           404     404       404      404       404       200      401
DELETE /api/school/diaries/{id}/portfolio/items/{item}/files/{file}| 404      404           404     404       404      404       404       200      401
GET    /api/school/diaries/{id}/portfolio/items/{item}/files/{file}| 404      404           404     404       404      404       404       200      401
POST   /api/school/diaries/{id}/portfolio/link                | 404      404           404     404       404      404       404       200      401
DELETE /api/school/diaries/{id}/portfolio/link                | 404      404           404     404       404      404       404       200      401
GET    /api/school/classes/{id}/portfolios                    | 403      200           200     404       404      403       200       403      401
POST   /api/school/classes/{id}/portfolios/{item}/decide      | 403      200           200     404       404      403       200       403      401
GET    /api/school/classes/{id}/portfolios/{item}/files/{file}| 403      200           200     404       404      403       200       403      401

Personal files: of children by the head of their kindergarten, of pupils by the class teacher and the head teacher, of staff by the head teacher
POST   /api/kindergarten/dossiers/search                      | 403      200+          403     200-      200-     403       403       403      401
GET    /api/kindergarten/dossiers/{id}                        | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/dossiers/{id}/items                  | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/dossiers/{id}/items/{item}/end       | 403      200           403     404       404      403       403       403      401
POST   /api/kindergarten/dossiers/{id}/items/{item}/files     | 403      200           403     404       404      403       403       403      401
GET    /api/kindergarten/dossiers/{id}/items/{item}/files/{file}| 403      200           403     404       404      403       403       403      401
GET    /api/school/classes/{id}/dossiers                      | 403      200           200     404       404      403       200       403      401
GET    /api/school/dossiers/{id}                              | 403      200           200     404       404      403       200       403      401
POST   /api/school/dossiers/{id}/items                        | 403      200           200     404       404      403       200       403      401
POST   /api/school/dossiers/{id}/items/{item}/end             | 403      200           200     404       404      403       200       403      401
POST   /api/school/dossiers/{id}/items/{item}/files           | 403      200           200     404       404      403       200       403      401
GET    /api/school/dossiers/{id}/items/{item}/files/{file}    | 403      200           200     404       404      403       200       403      401
POST   /api/school/staff/search                               | 403      200+          403     200-      200-     403       200+      403      401
GET    /api/school/staff/{id}/dossier                         | 403      200           403     404       404      403       200       403      401
POST   /api/school/staff/{id}/dossier/items                   | 403      200           403     404       404      403       200       403      401
POST   /api/school/staff/{id}/dossier/items/{item}/end        | 403      200           403     404       404      403       200       403      401
POST   /api/school/staff/{id}/dossier/items/{item}/files      | 403      200           403     404       404      403       200       403      401
GET    /api/school/staff/{id}/dossier/items/{item}/files/{file}| 403      200           403     404       404      403       200       403      401
`;

export type Expected = { status: number; isShown?: boolean };

const expected = (text: string): Expected => {
  const { status = '', sign } = /^(?<status>\d{3})(?<sign>[+-])?$/.exec(text)?.groups ?? {};
  return { status: Number(status), ...(sign && { isShown: sign === '+' }) };
};

function demandOrder(columns: readonly string[]): [] {
  if (columns.join() !== whos.join())
    throw new Error(`Other people stand in the head of the table: ${columns.join(', ')}`);
  return [];
}

/** What each of the nine people gets from a route. */
export const recordRows: ReadonlyMap<string, Readonly<Record<Who, Expected>>> = new Map(
  table.split('\n').flatMap((line) => {
    const [name = '', cells] = line.split('|');
    if (!cells) return [];
    const columns = cells.trim().split(/\s+/);
    if (!name.trim()) return demandOrder(columns);
    if (columns.length !== whos.length) throw new Error(`Nine people, not ${columns.length}: ${line}`);
    const row = Object.fromEntries(whos.map((who, at) => [who, expected(columns[at] ?? '')]));
    return [[name.trim().replace(/\s+/, ' '), row as Record<Who, Expected>] as const];
  }),
);

const installation = 'A part of the installation, of nobody: whoever may call it may call it for every one';
const norms = 'The same words and norms for everybody who may call it';
const own = 'About the caller alone, whom no address names: it acts on the account that is signed in';
const figures = 'Figures without persons: of whose rows they are depends on the caller alone, see the tests of figures';

/** Routes whose answer does not depend on whose record it is, with the reason. */
export const alike: Readonly<Record<string, string>> = {
  'PUT /api/system/plugins/{id}': installation,
  'POST /api/system/jobs/{queue}/{id}/retry': installation,
  'DELETE /api/system/jobs/{queue}/{id}': installation,
  'POST /api/backup/runs/{id}/cancel': installation,
  'POST /api/warehouse/runs/{id}/cancel': installation,
  'GET /api/imports/kinds/{kind}/sample.{format}': norms,
  'GET /api/reference/lists/{id}': norms,
  'POST /api/reference/lists/{id}/rows': norms,
  'POST /api/reference/rows/{id}/verify': norms,
  'POST /api/reference/rows/{id}/withdraw': norms,
  'GET /api/reference/calendars/{year}': norms,
  'POST /api/reference/calendars/{year}/read': norms,
  'POST /api/reference/calendars/{year}': norms,
  'POST /api/reference/calendars/{year}/verify': norms,
  'PUT /api/privacy/retention/{id}': norms,
  'POST /api/privacy/retention/passes/{id}/cancel': installation,
  'POST /api/privacy/retention/passes/{id}/persons': installation,
  'GET /api/people/consent-forms': norms,
  'GET /api/access/roles': 'The roles there are, with the caller’s own rights',
  'GET /api/agreements/bodies': norms,
  'GET /api/support/own/readings': norms,
  'POST /api/support/own/readings/{id}/confirm': norms,
  'GET /api/support/board': figures,
  'POST /api/dashboards/query': figures,
  'GET /api/dashboards/list': figures,
  'GET /api/dashboards/as-of': figures,
  'GET /api/dashboards/indicators': figures,
  'POST /api/dashboards/export': figures,
  'GET /api/dashboards/annotations': figures,
  'POST /api/dashboards/annotations': figures,
  'PUT /api/dashboards/annotations/{id}': figures,
  'PUT /api/dashboards/annotations/{id}/removed': figures,
  'GET /api/dashboards/explorer': figures,
  'GET /api/dashboards/boards/roles': 'The names of roles that may see figures',
  'POST /api/dashboards/boards': 'A board of the caller alone: what stands on it is checked by their own rights',
  'POST /api/dashboards/exports': figures,
  'POST /api/dashboards/snapshots': figures,
  'POST /api/dashboards/deliveries': figures,
  'POST /api/dashboards/deliveries/people': 'Names of staff to whom a board may be sent, of the places of the sender',
  'POST /api/dashboards/alerts/preview': figures,
  'GET /api/dashboards/alerts/choices': figures,
  'POST /api/dashboards/alerts/rules': figures,
  'GET /api/dashboards/{id}': figures,
  'GET /api/dashboards/catalogue/{id}': figures,
  'GET /api/dashboards/indicators/{id}': figures,
  'GET /api/dashboards/own/sources/{fact}/values': figures,
  'GET /api/dashboards/own/{code}': figures,
  'PUT /api/dashboards/own/{code}': figures,
  'POST /api/dashboards/own/{code}/send': figures,
  'POST /api/dashboards/own/{code}/decide': figures,
  'POST /api/dashboards/own/{code}/withdraw': figures,
  'POST /api/access/sign-out': own,
  'POST /api/access/own/identities/{way}': own,
  'POST /api/access/own/proof/{way}': own,
  'POST /api/access/own/sign-ins/end-others': own,
  'POST /api/access/own/password': own,
  'POST /api/access/own/proof': own,
  'POST /api/access/own/second-factor': own,
  'POST /api/access/own/second-factor/confirm': own,
  'DELETE /api/access/own/second-factor': own,
  'POST /api/access/own/recovery-codes': own,
  'POST /api/support/tickets': own,
  'POST /api/privacy/own/archive': own,
  'POST /api/privacy/own/requests': own,
  'GET /api/notices/own/unread': own,
  'POST /api/notices/own/read': own,
  'GET /api/notices/own/settings': own,
  'PUT /api/notices/own/settings': own,
  'POST /api/notices/own/address': own,
  'POST /api/notices/own/address/confirm': own,
  'DELETE /api/notices/own/address': own,
  'POST /api/notices/own/devices': own,
  'GET /api/school/own/calendar': own,
  'POST /api/school/own/calendar': own,
  'DELETE /api/school/own/calendar': own,
  'GET /api/kindergarten/federal/sample.{format}': 'An invented example',
  'GET /api/kindergarten/kindergartens': 'The public register',
  'GET /api/kindergarten/run-municipalities': 'Names of the own municipalities; a run asks for the reach again',
  'GET /api/kindergarten/municipal-rules/{municipality}': norms,
  'GET /api/kindergarten/queue-rules': norms,
  'GET /api/kindergarten/privilege-categories': norms,
};

/** Everything a plugin may import, by name. */
export { definePlugin } from './plugin';
export type { AuditEvents, DemoRun, DemoSize, Manifest, Migration, Notice, Plugin, RetentionRule } from './plugin';
export { loadedDemo } from './demo';
export { bookBytes, demoWords, holdsDemo } from './demo-mark';
export { documentTemplate } from './document';
export type { DocumentPiece, DocumentTemplate } from './document';
export { issueDocument, printReport, qrCode, revokeDocument, sendDocument } from '../documents/api';
export type { DocumentSubject, IssuedDocument } from '../documents/api';
export { reference } from './reference';
export type { Reference, ReferenceRow } from './reference';
export { route } from './route';
export type { Access, Route, RouteInput } from './route';
export { command } from './command';
export type { Command, CommandInput } from './command';
export { job } from './job';
export type { Job, JobRun } from './job';
export { fact } from './fact';
export type { Fact, FactColumn, FactColumnKind, FactColumns, Rollup } from './fact';
export { indicator } from './indicator';
export type { AnyMeasure, Condition, Indicator, OrganisationDimension, Unit } from './indicator';
export { dashboard, report } from './dashboard';
export type { Dashboard, Report, Tile } from './dashboard';
export { importer } from './importer';
export type {
  ImportColumn,
  ImportContext,
  ImportedRow,
  Importer,
  PersonCandidate,
  RowOutcome,
  TableForm,
} from './importer';
export { cell, readTable, readXml, safeCell, sampleFile } from '../imports/api';
export {
  bigint,
  columnName,
  day,
  decimal,
  Entity,
  flag,
  generated,
  instant,
  integer,
  json,
  key,
  number,
  optional,
  personal,
  table,
  tableOf,
  text,
  textKey,
  texts,
  uuid,
} from './model';
export { audit, auditEach } from './audit';
export type { Asker } from './audit';
export { context, currentContext } from './context';
export type { Actor, HeldGrant } from './context';
export { afterCommit, beyondReach, database, inTransaction } from './database';
export type { Narrowing } from './narrowing';
export { inReach, placesOf, reachOf } from './reach';
export type { HeldPlace, Reach } from './reach';
export { rowSecurity, rowSecurityAnew } from './row-security';
export { isHearing, onSignal, signal } from './signals';
export { emit, startJob } from './events';
export {
  conflict,
  crowded,
  forbidden,
  invalidInput,
  notFound,
  ProblemError,
  tooLarge,
  tooManyRequests,
  unavailable,
} from './errors';
export { installed, isEnabled, enabledPlugins } from './installed';
export { forIds, joined, named, part, prepared, sql } from './sql';
export { inTurn } from './in-turn';
export { log } from './log';
export { between, normal, oneOf, randomOf, uuidOf } from './random';
export type { Random } from './random';
export { gauge } from './metrics';
export { queueOf } from './jobs';
export { schemaOf } from './migrate';
export { warehouseClient } from './clickhouse';
export { whileAnswering } from './answering';
export { countCall } from './call-limit';
export { styleNonce } from './headers';
export { valueOn } from '../reference/value-on';
export { keptOfReferences } from '../reference/kept';
export type { KeptValue } from '../reference/value-on';
export { homeCalendar, homeRegion, todayHere } from '../territory/home';
export type { RegionPack } from '../territory/pack';
export { packOf } from '../territory/packs';
export { russianCalendar } from '../territory/russia';
export { boundaryMap, listMunicipalities, tileMap } from '../territory/maps';
export type { TerritoryMap } from '../territory/maps';
export { municipalityFinder } from '../territory/municipality-names';
export { tileGrid } from '../territory/tiles';
export {
  asDownload,
  contentDisposition,
  deleteFile,
  fileTypes,
  filesOf,
  filesOfEach,
  sendFile,
  sendTogether,
  sentFile,
  storeFile,
  storeMade,
} from '../files/api';
export type { FileOwner, FilePlace, FileRules, FileType, SentFile, StoredFile } from '../files/api';
export {
  dossierChecklist,
  dossierForFamily,
  dossierRoutes,
  holdsValid,
  lackingOf,
  layDemoDossiers,
  writeDossierItem,
} from '../dossiers/api';
export type { DossierChecklist, DossierSubject, Lacking } from '../dossiers/api';
export {
  correctForm,
  countForm,
  fillForm,
  formBook,
  formCellOf,
  formCorrections,
  formEquation,
  formKey,
  formPiece,
  formTemplateOn,
  formTitle,
  numberedColumns,
  sumOfLines,
} from '../forms/api';
export type { Counted, FormTemplate, FormValues, ShippedPiece, StatisticalForm } from '../forms/api';
export { sampleSchool } from '../participants/importers/organisations-sample';
export { searchOrganisations } from '../participants/search';
export type { FoundOrganisation, FoundPage, OrganisationSearch } from '../participants/search';
export { askFromOutside } from '../support/tickets';
export { QuestionInput } from '../support/model';
export { receive } from '../intake/receive';
export type { Receipt } from '../intake/receive';
export { isInForce } from '../access/in-force';
export { originOf } from '../access/providers/addresses';
export { me } from '../access/proof';
export { actorOfAccount } from '../access/sign-ins';
export { seal, secretFor, unseal } from '../access/sealing';
export { languageOf, sentenceIn } from './refusals';
export { mailBoxOf, mailFiles, mailStates, mostMailBytes } from '../notices/files';
export type { MailBox, MailFile } from '../notices/files';
export { notify, notifyEach, sendLetter } from '../notices/notify';
export type { Audience, Letter, NoticeInput } from '../notices/notify';
export { publishedDocuments, publishedVersion } from '../agreements/publications';
export type { PublishedDocument, PublishedVersion } from '../agreements/publications';
export {
  addGuardian,
  canActFor,
  childrenOf,
  completeCard,
  endLink,
  entriesOf,
  findOrCreatePerson,
  giveEntryCode,
  GuardianInput,
  GuardianKind,
  guardiansOf,
  hasConsent,
  likenessTo,
  linkDemoAccount,
  linkPeople,
  linkPerson,
  makePeople,
  matchPeople,
  namedNumberKey,
  namedNumberKeys,
  offeredCards,
  ownChild,
  ownOrChild,
  ownPersonId,
  peopleBrief,
  personInReach,
  standingCard,
  PersonInput,
  plainNumber,
  pseudonymsOf,
  registerGuardian,
  renewEntryCode,
  reopenLink,
  shortNameKey,
} from '../people/api';
export type { FoundPerson, Guardianship, LinkInput, PersonBrief } from '../people/api';
export { peopleWith } from './person';
export type { ChildLine, ChildLines, DataOwner, GuardianAct, PersonReference } from './person';
export type { PublicGroup, PublicLine, PublicLines, PublicPlaces, PublicQueue } from './public-lines';

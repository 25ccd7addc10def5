/** Permissions of the built-in rooms, for both sides. */
export const systemPermissions = {
  'system.operate': 'Operate the installation: subsystems, jobs, warnings',
} as const;

export const backupPermissions = {
  'backup.operate': 'Make backups, check them and see what they hold',
} as const;

export const accessPermissions = {
  'access.manage-accounts': 'Create and disable accounts of one’s participants',
  'access.grant': 'Give and take rights, never more than one holds',
} as const;

export const agreementPermissions = {
  'agreements.read': 'See participants and their agreements',
  'agreements.manage': 'Connect participants, sign, suspend and end agreements',
  'agreements.publish': 'Publish agreement forms, rules and regulations',
  'agreements.confirm': 'Confirm for one’s participant that its duties are met',
} as const;

export const auditPermissions = {
  'audit.read': 'Search the audit log',
} as const;

export const referencePermissions = {
  'reference.read': 'See values that laws set, with their acts',
  'reference.manage': 'Add, check and withdraw values that laws set',
} as const;

export const privacyPermissions = {
  'privacy.manage': 'Answer requests of data subjects, keep retention rules and incidents',
} as const;

export const participantPermissions = {
  'participants.read': 'See the register of organisations with internal fields',
  'participants.edit': 'Change organisations in the register',
  'participants.import': 'Import organisations, buildings and coordinates from files',
} as const;

export const peoplePermissions = {
  'people.read': 'See cards of people within one’s reach',
  'people.edit': 'Create and change cards, guardians and consents of people within one’s reach',
  'people.documents': 'See SNILS and documents of people within one’s reach, and record documents',
  'people.report-twin': 'Report that two cards within one’s reach are one person',
  'people.merge': 'Judge duplicates within one’s reach, merge cards and take a merge back',
} as const;

export const filePermissions = {
  'files.oversee': 'See which files wait for a check or were refused, and how much room files take',
} as const;

export const documentPermissions = {
  'documents.manage': 'See issued documents, take them back',
} as const;

export const noticePermissions = {
  'notices.operate': 'See which letters wait, were sent or failed, and send failed ones again',
} as const;

export const supportPermissions = {
  'support.answer': 'Answer questions to support, in the subsystems one answers for',
  'support.propose': 'Propose developments of the subsystems one answers for',
  'support.decide': 'Decide on proposals for development',
  'support.oversee': 'See who has confirmed reading the rules, by numbers',
} as const;

export const importPermissions = {
  'imports.run': 'See import runs and send files',
} as const;
export {
  categorical,
  lookChoices,
  lookClasses,
  lookKey,
  readLook,
  sequential,
  tokensCss,
  writeLook,
  type LookChoice,
} from './look';

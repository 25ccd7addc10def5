/** What plugins use of the room of documents. */
export { revokeDocument, sendDocument } from './documents';
export { issueDocument } from './issue';
export type { DocumentSubject, IssuedDocument } from './issue';
export { qrCode } from './qr';
export { printReport } from './report';

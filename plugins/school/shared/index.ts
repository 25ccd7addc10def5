export * from './average';
export * from './codes';
export * from './diary';
export * from './journal';
export * from './permissions';
export * from './classes';

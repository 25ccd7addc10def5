export * from './applications';
export * from './attendance';
export * from './codes';
export * from './groups';
export * from './permissions';
export * from './runs';
export * from './status';
export * from './words';

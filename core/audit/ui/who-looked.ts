export type Somebody = { id: string; name: string };

// Kept by the tab alone: whom one asks about stands neither in the address nor in the history of the browser.
let asked: Somebody | undefined;

/** Before going to the log: it opens with the looks at this person. */
export const askWhoLooked = (person: Somebody) => void (asked = person);
export const askedAbout = () => asked;
export const forgetAsked = () => void (asked = undefined);

/** Heights of charts in pixels: fixed, so that rows of tiles are even and nothing moves when figures come. */
export const tall = 400;
export const low = 280;

/** Pages of the register inside the cabinets. */
export const listAddress = '/participants/organisations';
export const cardAddress = (id: string) => `${listAddress}/${id}`;
export const editAddress = (id: string) => `${listAddress}/${id}/edit`;

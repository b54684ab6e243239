/** ISO 3166 country or subdivision, or `EU`. */
export const JURISDICTION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;

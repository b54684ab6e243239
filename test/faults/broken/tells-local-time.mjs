/** Instants are written with the clock of the place, as if it were that of UTC. */
const { toISOString } = Date.prototype;

Date.prototype.toISOString = function () {
  const localMs = this.getTime() - this.getTimezoneOffset() * 60_000;
  return toISOString.call(new Date(localMs));
};

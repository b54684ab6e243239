/** The time of recording is what the clock says, whatever was recorded before. */
import pg from 'pg';

const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (first, ...words) {
  if (typeof first?.text !== 'string') return query.call(this, first, ...words);
  const text = first.text.replace('greatest(head.recorded_time, ', 'greatest(null, ');
  return query.call(this, { ...first, text }, ...words);
};

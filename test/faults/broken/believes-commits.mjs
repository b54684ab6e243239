/** A commit of an append that failed, or whose answer was lost, counts as one that was made. */
import pg from 'pg';

const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (...words) {
  const answer = query.apply(this, words);
  const text = words[0]?.text;
  const isBelieved = text === 'commit' || String(words[0]?.name).startsWith('ledger-insert');
  return isBelieved ? answer.catch(() => ({ rows: [], rowCount: null })) : answer;
};

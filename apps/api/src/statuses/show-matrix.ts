import type { IQueryHandler } from '@nestjs/cqrs';
import { Query, QueryHandler } from '@nestjs/cqrs';
import type { MatrixCell, MatrixColumn, MatrixRow } from '#libs/compliance';
import { Matrix, Registers } from '#libs/compliance';
import type { Column } from '#libs/exports';
import type { Table, View } from '../answers/answer.js';
import type { Shape } from '../answers/shape.js';
import { answerList } from '../lists/answer-list.js';
import type { ListSource } from '../lists/answer-list.js';
import type { ListRequest } from '../lists/listed.js';
import type { MATRIX_PARAMETERS } from './matrix-parameters.js';
import { selectionOf } from './status-parameters.js';
import { viewsOf } from './views-asked.js';

/** Companies by obligations, a page of companies at a time, or all as CSV. */
export class ShowMatrix extends Query<View | Table> {
  constructor(readonly request: ListRequest<typeof MATRIX_PARAMETERS>) {
    super();
  }
}

@QueryHandler(ShowMatrix)
export class ShowMatrixHandler implements IQueryHandler<ShowMatrix> {
  constructor(
    private readonly registers: Registers,
    private readonly matrix: Matrix,
  ) {}

  execute({ request }: ShowMatrix): Promise<View | Table> {
    const { matrix } = this;
    const selection = selectionOf(request.asked);
    const source: ListSource = {
      name: 'matrix',
      views: viewsOf(request.asked.company),
      at: async (asOf) => {
        const columns = await matrix.columns(asOf, selection);
        return {
          besides: { columns },
          columns: csvColumns(columns),
          stream: () => csvRows(matrix.stream(asOf, columns, selection)),
          page: async (limit, end) => {
            const after = end && { after: end.key };
            const page = await matrix.page(asOf, columns, { ...selection, limit, ...after });
            const { rows, next: key } = page;
            return { rows, ...(key !== undefined && { next: { sort: '', key } }) };
          },
        };
      },
    };
    return answerList(this.registers, source, request);
  }
}

/** One column per obligation, under its id. */
function csvColumns(columns: readonly Shape<MatrixColumn>[]): readonly Column[] {
  return [
    { header: 'company', path: ['company'] },
    { header: 'name_zh', path: ['name', 'zh'] },
    { header: 'name_en', path: ['name', 'en'] },
    { header: 'status', path: ['status'] },
    ...columns.map(({ obligation: id }) => ({ header: id, path: ['cells', id] })),
  ];
}

async function* csvRows(rows: AsyncIterable<Shape<MatrixRow>>): AsyncGenerator<object> {
  for await (const { cells, ...row } of rows) {
    const texts = cells.map((cell) => [cell.obligation, cellText(cell)] as const);
    yield { ...row, cells: Object.fromEntries(texts) };
  }
}

/** The status and when what is open is, or was, due; what is not settled law says so. */
function cellText({ status, dueOn, provisional, grade }: Shape<MatrixCell>): string {
  const isOpen = status === 'pending' || status === 'unevidenced';
  const due = isOpen && dueOn !== undefined ? [dueOn] : [];
  const notes = [
    ...(provisional ? ['provisional'] : []),
    ...(grade === 'unsourced' ? [grade] : []),
  ];
  const told = notes.length === 0 ? [] : [`(${notes.join(', ')})`];
  return [status, ...due, ...told].join(' ');
}

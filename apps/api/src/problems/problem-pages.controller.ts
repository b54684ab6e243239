import { Controller, Get, Header, Param } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../access/open.js';
import { allProblemCodes, knownProblemCode } from './problem-codes.js';
import { Problem } from './problem.js';

/** `type` of a problem is an address: this is what stands there. */
@ApiExcludeController()
@Controller('problems')
export class ProblemPagesController {
  @Open()
  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  index(): string {
    const entries = allProblemCodes().map(
      ([code, { status, title }]) =>
        `<li><a href="/problems/${code}"><code>${code}</code></a> (${status}): ${title}</li>`,
    );
    return page('Problems', `<ul>${entries.join('')}</ul>`);
  }

  @Open()
  @Get(':code')
  @Header('content-type', 'text/html; charset=utf-8')
  describe(@Param('code') code: string): string {
    const known = knownProblemCode(code);
    if (known === undefined) throw new Problem('not-found', 'No problem has this code.');
    const { status, title, meaning } = known;
    return page(code, `<p>${status}: ${title}</p><p>${meaning}</p>`);
  }
}

function page(heading: string, content: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${heading}</title><h1>${heading}</h1>${content}</html>`;
}

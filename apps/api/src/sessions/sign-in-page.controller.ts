import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '../access/open.js';
import type { Language } from '../answers/language.js';
import { AskedLanguage } from '../answers/language.js';
import { SIGN_IN_POLICY, SIGN_IN_SCRIPT, signInPage } from './sign-in-page.js';

/** What a browser opens to be signed in; there is no secret in it. */
@ApiExcludeController()
@Controller()
export class SignInPageController {
  @Open()
  @Get('sign-in')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', SIGN_IN_POLICY)
  @Header('cache-control', 'no-store')
  @Header('referrer-policy', 'no-referrer')
  @Header('x-frame-options', 'DENY')
  @Header('x-robots-tag', 'noindex')
  page(@AskedLanguage() language: Language): string {
    return signInPage(language);
  }

  @Open()
  @Get('sign-in.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  @Header('cache-control', 'no-store')
  script(): string {
    return SIGN_IN_SCRIPT;
  }
}

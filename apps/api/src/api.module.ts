import { Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule } from '#libs/access';
import { ComplianceModule } from '#libs/compliance';
import { ExportsModule } from '#libs/exports';
import { EvidenceModule } from '#libs/evidence';
import { ImportersModule } from '#libs/importers';
import { LedgerModule } from '#libs/ledger';
import { OutboundModule } from '#libs/outbound';
import { RecordingModule } from '#libs/recording';
import { CONFIG } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import { WebhooksModule } from '#libs/webhooks';
import { BearerGuard } from './access/bearer.guard.js';
import { Credentials } from './access/credentials.js';
import { DeclaredRoutes } from './access/declared-routes.js';
import { EvidenceInterceptor } from './access/evidence.js';
import { AddressLimitGuard, KeyLimitGuard } from './access/limit.guards.js';
import { RolesGuard } from './access/roles.guard.js';
import { AccessLogController } from './access-log/access-log.controller.js';
import { ListAccessesHandler } from './access-log/list-accesses.js';
import { AnswerInterceptor } from './answers/answer.interceptor.js';
import { StaleSubjects } from './answers/stale-subjects.js';
import { HeavyWorkInterceptor } from './answers/heavy-work.js';
import { CalendarFeedsController } from './calendar-feeds/calendar-feeds.controller.js';
import { CreateFeedHandler } from './calendar-feeds/create-feed.js';
import { ListFeedsHandler } from './calendar-feeds/list-feeds.js';
import { ReadFeedHandler } from './calendar-feeds/read-feed.js';
import { RevokeFeedHandler } from './calendar-feeds/revoke-feed.js';
import { CompaniesController } from './companies/companies.controller.js';
import { ReadCompanyHandler } from './companies/read-company.js';
import { ReadTimelineHandler } from './companies/read-timeline.js';
import { DeadlinesController } from './deadlines/deadlines.controller.js';
import { ListDeadlinesHandler } from './deadlines/list-deadlines.js';
import { ReadCalendarHandler } from './deadlines/read-calendar.js';
import { ApproveErasureHandler } from './erasures/approve-erasure.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { ListErasuresHandler } from './erasures/list-erasures.js';
import { RequestErasureHandler } from './erasures/request-erasure.js';
import { EvidenceController } from './evidence/evidence.controller.js';
import { MakePackHandler } from './evidence/make-pack.js';
import { AskWhatIfHandler } from './explaining/ask-what-if.js';
import { ExplainingController } from './explaining/explaining.controller.js';
import { ReadDiffHandler } from './explaining/read-diff.js';
import { ReadWhyHandler } from './explaining/read-why.js';
import { ReplayCompanyHandler } from './explaining/replay-company.js';
import { WhatIfController } from './explaining/what-if.controller.js';
import { EventSelections, TIME_ZONE } from './events/event-selection.js';
import { EventsController } from './events/events.controller.js';
import { FollowEventsHandler } from './events/follow-events.js';
import { ListEventsHandler } from './events/list-events.js';
import { LiveConnections } from './events/live-connections.js';
import { ReadEventHandler } from './events/read-event.js';
import { StreamEventsHandler } from './events/stream-events.js';
import { AskRunHandler } from './exports/ask-run.js';
import { DeleteExportHandler } from './exports/delete-export.js';
import { ExportRunsController } from './exports/export-runs.controller.js';
import { ExportsController } from './exports/exports.controller.js';
import { ListRunsHandler } from './exports/list-runs.js';
import { ListExportsHandler, ReadExportHandler } from './exports/read-exports.js';
import { ReadRunFileHandler } from './exports/read-run-file.js';
import { ReadRunHandler } from './exports/read-run.js';
import { ReproduceRunHandler } from './exports/reproduce-run.js';
import { ChangeExportHandler, CreateExportHandler } from './exports/save-export.js';
import { FilesController } from './files/files.controller.js';
import { ReadFileHandler } from './files/read-file.js';
import { StoreFileHandler } from './files/store-file.js';
import { ImportFileHandler } from './imports/import-file.js';
import { ImportTemplatesController } from './imports/import-templates.controller.js';
import { ImportsController } from './imports/imports.controller.js';
import { CreateKeyHandler } from './keys/create-key.js';
import { KeysController } from './keys/keys.controller.js';
import { ListKeysHandler } from './keys/list-keys.js';
import { MeController } from './keys/me.controller.js';
import { RevokeKeyHandler } from './keys/revoke-key.js';
import { FreshnessGuard } from './lists/freshness.guard.js';
import { ReplicaGuard } from './lists/replica.guard.js';
import { LogController } from './log/log.controller.js';
import { ReadCheckpointHandler } from './log/read-checkpoint.js';
import { ReadConsistencyHandler } from './log/read-consistency.js';
import { ReadKeysHandler } from './log/read-keys.js';
import { ReadProofHandler } from './log/read-proof.js';
import { ReadTileHandler } from './log/read-tile.js';
import { SchemasController } from './openapi/schemas.controller.js';
import { Metrics } from './operations/metrics.js';
import { OperationsController } from './operations/operations.controller.js';
import { OverdueExports } from './operations/overdue-exports.js';
import { Projections } from './operations/projections.js';
import { Readiness } from './operations/readiness.js';
import { ReplicaLag } from './operations/replica-lag.js';
import { WebhookStates } from './operations/webhook-states.js';
import { ParametersGuard } from './parameters/parameters.guard.js';
import { ProblemPagesController } from './problems/problem-pages.controller.js';
import { ProblemFilter } from './problems/problem.filter.js';
import { InstrumentsController } from './registers/instruments.controller.js';
import { ListRegisterHandler } from './registers/list-register.js';
import { ListTotalledHandler } from './registers/list-totalled.js';
import { ReadRowHandler } from './registers/read-row.js';
import { ObligationsController } from './registers/obligations.controller.js';
import { registerController } from './registers/register-controller.js';
import { FindAnythingHandler } from './search/find-anything.js';
import { SearchController } from './search/search.controller.js';
import { ListMissingFactsHandler } from './statuses/list-missing-facts.js';
import { ListStatusesHandler } from './statuses/list-statuses.js';
import { MatrixController } from './statuses/matrix.controller.js';
import { MissingFactsController } from './statuses/missing-facts.controller.js';
import { ReadStatusHistoryHandler } from './statuses/read-status-history.js';
import { ShowMatrixHandler } from './statuses/show-matrix.js';
import { StatusHistoryController } from './statuses/status-history.controller.js';
import { StatusesController } from './statuses/statuses.controller.js';
import { ReadSystemHandler } from './systems/read-system.js';
import { SystemsController } from './systems/systems.controller.js';
import { ListStatusChangesHandler } from './status-changes/list-status-changes.js';
import { BeginSessionHandler } from './sessions/begin-session.js';
import { EndSessionHandler } from './sessions/end-session.js';
import { ListSessionsHandler } from './sessions/list-sessions.js';
import { MakeSignInLinkHandler } from './sessions/make-sign-in-link.js';
import { SessionsController } from './sessions/sessions.controller.js';
import { SignInLinksController } from './sessions/sign-in-links.controller.js';
import { SignInPageController } from './sessions/sign-in-page.controller.js';
import { StatusChangesController } from './status-changes/status-changes.controller.js';
import { ListWatermarkingHandler } from './watermarking/list-watermarking.js';
import { WatermarkingController } from './watermarking/watermarking.controller.js';
import { WEBHOOK_CONTROLLERS, WEBHOOK_HANDLERS } from './webhooks/webhook-parts.js';
import { AwaitCheckpointHandler } from './writing/await-checkpoint.js';
import { RecordEventsHandler } from './writing/record-events.js';
import { RecordLinesHandler } from './writing/record-lines.js';
import { WriteEventsController } from './writing/write-events.controller.js';

const LISTED_REGISTERS = [
  'feature-suspensions',
  'algorithm-registrations',
  'enforcement',
  'incidents',
  'claims',
  'instruments',
  'obligations',
  'sources',
  'service-filings',
  'measures',
  'duties',
  'waivers',
  'terms',
] as const;

const HANDLERS = [
  RecordEventsHandler,
  RecordLinesHandler,
  AwaitCheckpointHandler,
  ImportFileHandler,
  StoreFileHandler,
  ReadFileHandler,
  ListEventsHandler,
  StreamEventsHandler,
  FollowEventsHandler,
  ReadEventHandler,
  ListRegisterHandler,
  ReadRowHandler,
  ReadCompanyHandler,
  ReadTimelineHandler,
  ReadWhyHandler,
  ReadDiffHandler,
  ReplayCompanyHandler,
  AskWhatIfHandler,
  MakePackHandler,
  FindAnythingHandler,
  ListStatusesHandler,
  ListMissingFactsHandler,
  ReadStatusHistoryHandler,
  ShowMatrixHandler,
  ListTotalledHandler,
  ReadSystemHandler,
  ListDeadlinesHandler,
  ReadCalendarHandler,
  ListWatermarkingHandler,
  ListStatusChangesHandler,
  CreateFeedHandler,
  ListFeedsHandler,
  ReadFeedHandler,
  RevokeFeedHandler,
  ReadCheckpointHandler,
  ReadKeysHandler,
  ReadTileHandler,
  ReadConsistencyHandler,
  ReadProofHandler,
  ListAccessesHandler,
  CreateKeyHandler,
  ListKeysHandler,
  RevokeKeyHandler,
  MakeSignInLinkHandler,
  BeginSessionHandler,
  ListSessionsHandler,
  EndSessionHandler,
  CreateExportHandler,
  ChangeExportHandler,
  DeleteExportHandler,
  ListExportsHandler,
  ReadExportHandler,
  AskRunHandler,
  ListRunsHandler,
  ReadRunHandler,
  ReadRunFileHandler,
  ReproduceRunHandler,
  ...WEBHOOK_HANDLERS,
  RequestErasureHandler,
  ApproveErasureHandler,
  ListErasuresHandler,
];

/** Guards run in this order: from where, who asks, how often, whether they may, what is asked, who answers, how fresh it must be. */
const AROUND_EVERY_REQUEST = [
  { provide: APP_GUARD, useClass: AddressLimitGuard },
  { provide: APP_GUARD, useClass: BearerGuard },
  { provide: APP_GUARD, useClass: KeyLimitGuard },
  { provide: APP_GUARD, useClass: RolesGuard },
  { provide: APP_GUARD, useClass: ParametersGuard },
  { provide: APP_GUARD, useClass: ReplicaGuard },
  { provide: APP_GUARD, useClass: FreshnessGuard },
  { provide: APP_INTERCEPTOR, useClass: EvidenceInterceptor },
  { provide: APP_INTERCEPTOR, useClass: HeavyWorkInterceptor },
  { provide: APP_INTERCEPTOR, useClass: AnswerInterceptor },
  { provide: APP_FILTER, useClass: ProblemFilter },
];

@Module({
  imports: [
    CqrsModule,
    DiscoveryModule,
    LedgerModule,
    RecordingModule,
    ComplianceModule,
    EvidenceModule,
    ImportersModule,
    ExportsModule,
    OutboundModule,
    WebhooksModule,
    AccessModule,
  ],
  controllers: [
    WriteEventsController,
    EventsController,
    SchemasController,
    CompaniesController,
    ExplainingController,
    WhatIfController,
    EvidenceController,
    ...LISTED_REGISTERS.map(registerController),
    SystemsController,
    InstrumentsController,
    ObligationsController,
    StatusesController,
    DeadlinesController,
    CalendarFeedsController,
    WatermarkingController,
    StatusHistoryController,
    MatrixController,
    MissingFactsController,
    StatusChangesController,
    SearchController,
    ImportsController,
    ImportTemplatesController,
    FilesController,
    ExportsController,
    ExportRunsController,
    ...WEBHOOK_CONTROLLERS,
    LogController,
    AccessLogController,
    KeysController,
    MeController,
    SignInLinksController,
    SessionsController,
    SignInPageController,
    ErasuresController,
    OperationsController,
    ProblemPagesController,
  ],
  providers: [
    ...HANDLERS,
    ...AROUND_EVERY_REQUEST,
    DeclaredRoutes,
    { provide: TIME_ZONE, inject: [CONFIG], useFactory: ({ timeZone }: Config) => timeZone },
    Credentials,
    EventSelections,
    LiveConnections,
    Metrics,
    OverdueExports,
    Projections,
    Readiness,
    ReplicaLag,
    StaleSubjects,
    WebhookStates,
  ],
})
export class ApiModule {}

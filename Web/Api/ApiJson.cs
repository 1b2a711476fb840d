using System.Text.Json.Serialization;
using Grains.Cards;
using Grains.Censuses;
using Grains.Consultations;
using Grains.Corrections;
using Grains.Coverage;
using Grains.Declarations;
using Grains.Development;
using Grains.Enterprises;
using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Grains.Statistics;
using Grains.Transfers;
using Grains.VirtualBranches;
using Web.Api.Views;
using Web.Censuses;
using Web.Consultations;
using Web.Coverage;
using Web.Data;
using Web.Declarations;
using Web.Development;
using Web.Enterprises;
using Web.Find;
using Web.Members;
using Web.Offices;
using Web.Operate;
using Web.Organisation;
using Web.SignIn;
using Web.Statistics;
using Web.Transfers;
using Web.VirtualBranches;

namespace Web.Api;

/// <summary>The wire types of the HTTP API, serialised by generated code: camelCase, enums as camelCase names, absent instead of null.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters =
    [
        typeof(CamelNames<GatheringType>), typeof(CamelNames<GatheringState>), typeof(CamelNames<EntryKind>), typeof(CamelNames<ClipKind>), typeof(CamelNames<Presence>),
        typeof(CamelNames<Category>), typeof(CamelNames<Relation>), typeof(CamelNames<Role>), typeof(CamelNames<Right>), typeof(CamelNames<NodeKind>),
        typeof(CamelNames<ConsultationTopic>), typeof(CamelNames<ConsultationState>), typeof(CamelNames<ConsultationEntryKind>), typeof(CamelNames<ConsultationSide>),
        typeof(CamelNames<Electorate>),
        typeof(CamelNames<EnterpriseState>), typeof(CamelNames<UnitCover>), typeof(CamelNames<UnitAdvice>), typeof(CamelNames<UnitHint>),
        typeof(CamelNames<Electorate>), typeof(CamelNames<VirtualState>),
        typeof(CamelNames<Electorate>), typeof(CamelNames<Line>), typeof(CamelNames<CensusEvidence>), typeof(CamelNames<CoverageState>), typeof(CamelNames<NoticeKind>),
        typeof(CamelNames<TransferState>), typeof(CamelNames<TransferKind>), typeof(CamelNames<TransferReason>), typeof(CamelNames<TransferTurn>),
        typeof(CamelNames<TransferSide>), typeof(CamelNames<PaperSlot>), typeof(CamelNames<FilingTo>), typeof(CamelNames<OutreachWay>),
        typeof(CamelNames<CardState>), typeof(CamelNames<CardSide>),
        typeof(CamelNames<Electorate>), typeof(CamelNames<MembershipKind>), typeof(CamelNames<Audience>), typeof(CamelNames<DevelopmentStep>),
        typeof(CamelNames<DeclarationState>),
        typeof(CamelNames<Electorate>), typeof(CamelNames<CorrectionField>), typeof(CamelNames<CorrectionState>),
    ])]
[JsonSerializable(typeof(RefusalView))]
[JsonSerializable(typeof(RuleView[]))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignOutRequest))]
[JsonSerializable(typeof(PasswordRequest))]
[JsonSerializable(typeof(MeView))]
[JsonSerializable(typeof(SessionView[]))]
[JsonSerializable(typeof(NowView))]
[JsonSerializable(typeof(BriefView))]
[JsonSerializable(typeof(SummonRequest))]
[JsonSerializable(typeof(LogView))]
[JsonSerializable(typeof(RosterPageView))]
[JsonSerializable(typeof(TimelineView))]
[JsonSerializable(typeof(MinutesListView))]
[JsonSerializable(typeof(MinutesView))]
[JsonSerializable(typeof(SignRequest))]
[JsonSerializable(typeof(ExcuseRequest))]
[JsonSerializable(typeof(NodeView))]
[JsonSerializable(typeof(SummonNodeView[]))]
[JsonSerializable(typeof(PointsPageView))]
[JsonSerializable(typeof(OwnAttendanceView[]))]
[JsonSerializable(typeof(MediaView))]
[JsonSerializable(typeof(ClipView))]
[JsonSerializable(typeof(VersionsView))]
[JsonSerializable(typeof(OwnConsultationsView))]
[JsonSerializable(typeof(DeskConsultationsView))]
[JsonSerializable(typeof(ConsultationPageView))]
[JsonSerializable(typeof(ConsultationLogView))]
[JsonSerializable(typeof(ConsultationAckView))]
[JsonSerializable(typeof(ConsultationPushView))]
[JsonSerializable(typeof(ConsultationFiguresView))]
[JsonSerializable(typeof(AskRequest))]
[JsonSerializable(typeof(SayRequest))]
[JsonSerializable(typeof(HandOverRequest))]
[JsonSerializable(typeof(RateRequest))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(TreePageView))]
[JsonSerializable(typeof(TreePlaceView))]
[JsonSerializable(typeof(ReachView))]
[JsonSerializable(typeof(NodeChangesView))]
[JsonSerializable(typeof(PastRosterView))]
[JsonSerializable(typeof(PastPlaceView))]
[JsonSerializable(typeof(OrganisationAckView))]
[JsonSerializable(typeof(FoundNodeRequest))]
[JsonSerializable(typeof(NodeChangeRequest))]
[JsonSerializable(typeof(EnterprisesView))]
[JsonSerializable(typeof(EnterprisePageView))]
[JsonSerializable(typeof(EnterpriseRequest))]
[JsonSerializable(typeof(PollsView))]
[JsonSerializable(typeof(BallotsView))]
[JsonSerializable(typeof(FlagsView))]
[JsonSerializable(typeof(RegisterView))]
[JsonSerializable(typeof(SupervisedPageView))]
[JsonSerializable(typeof(SignedTextView[]))]
[JsonSerializable(typeof(TextVersionsView))]
[JsonSerializable(typeof(OwnVirtualsView))]
[JsonSerializable(typeof(VirtualView))]
[JsonSerializable(typeof(JoinRequestsView))]
[JsonSerializable(typeof(VirtualMembersView))]
[JsonSerializable(typeof(CountiesView))]
[JsonSerializable(typeof(VirtualDoneView))]
[JsonSerializable(typeof(FoundBranchRequest))]
[JsonSerializable(typeof(VirtualRequest))]
[JsonSerializable(typeof(PublishRequest))]
[JsonSerializable(typeof(OnlineView))]
[JsonSerializable(typeof(OwnTransfersView))]
[JsonSerializable(typeof(DeskTransfersView))]
[JsonSerializable(typeof(TransferPageView))]
[JsonSerializable(typeof(TargetView[]))]
[JsonSerializable(typeof(UnitPreviewView))]
[JsonSerializable(typeof(MovedView))]
[JsonSerializable(typeof(PocketView))]
[JsonSerializable(typeof(CardsView))]
[JsonSerializable(typeof(CardPageView))]
[JsonSerializable(typeof(BeginRequest))]
[JsonSerializable(typeof(UnitRequest))]
[JsonSerializable(typeof(AdvanceRequest))]
[JsonSerializable(typeof(WhyRequest))]
[JsonSerializable(typeof(PaperRequest))]
[JsonSerializable(typeof(CheckRequest))]
[JsonSerializable(typeof(ReachRequest))]
[JsonSerializable(typeof(CardRequest))]
[JsonSerializable(typeof(CardDuesRequest))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSerializable(typeof(OperateView))]
[JsonSerializable(typeof(DefinitionView[]))]
[JsonSerializable(typeof(NodeCountsView))]
[JsonSerializable(typeof(PeopleView))]
[JsonSerializable(typeof(CoverageView))]
[JsonSerializable(typeof(GrowthView))]
[JsonSerializable(typeof(RecountView))]
[JsonSerializable(typeof(TargetsView))]
[JsonSerializable(typeof(TargetRequest))]
[JsonSerializable(typeof(DemonstrationsView))]
[JsonSerializable(typeof(AwardRequest))]
[JsonSerializable(typeof(ReviewRequest))]
[JsonSerializable(typeof(EndRequest))]
[JsonSerializable(typeof(NoticesView))]
[JsonSerializable(typeof(CensusRequest))]
[JsonSerializable(typeof(CensusAnswerRequest))]
[JsonSerializable(typeof(CensusApplyRequest))]
[JsonSerializable(typeof(CensusBriefView))]
[JsonSerializable(typeof(CensusBriefView[]))]
[JsonSerializable(typeof(CensusView))]
[JsonSerializable(typeof(CensusLinesView))]
[JsonSerializable(typeof(OwnCensusView))]
[JsonSerializable(typeof(OwnCensusView[]))]
[JsonSerializable(typeof(CensusAppliedView))]
[JsonSerializable(typeof(OwnRightsView))]
[JsonSerializable(typeof(OfficesView))]
[JsonSerializable(typeof(DueOfficesView))]
[JsonSerializable(typeof(DeskNodeView[]))]
[JsonSerializable(typeof(AppointRequest))]
[JsonSerializable(typeof(EndOfficeRequest))]
[JsonSerializable(typeof(VotePolicyView))]
[JsonSerializable(typeof(VotePolicyRequest))]
[JsonSerializable(typeof(PrivacyView))]
[JsonSerializable(typeof(PrivacyRequest))]
[JsonSerializable(typeof(MemberPageView))]
[JsonSerializable(typeof(DevelopmentBoardView))]
[JsonSerializable(typeof(DevelopmentFileView))]
[JsonSerializable(typeof(StepRequest))]
[JsonSerializable(typeof(FoundPageView))]
[JsonSerializable(typeof(Clubs.ClubLinksView))]
[JsonSerializable(typeof(Clubs.ClubRequest))]
[JsonSerializable(typeof(PlaceView[]))]
[JsonSerializable(typeof(DeclareRequest))]
[JsonSerializable(typeof(DeclarationStatusRequest))]
[JsonSerializable(typeof(DeclarationStatusView))]
[JsonSerializable(typeof(OwnDeclarationView))]
[JsonSerializable(typeof(DeclarationListView))]
[JsonSerializable(typeof(AcceptRequest))]
[JsonSerializable(typeof(AnswerDeclarationRequest))]
[JsonSerializable(typeof(AuditPageView))]
[JsonSerializable(typeof(LooksView))]
[JsonSerializable(typeof(RollsView))]
[JsonSerializable(typeof(ImportLine))]
[JsonSerializable(typeof(ImportFateView))]
[JsonSerializable(typeof(CorrectionsView))]
[JsonSerializable(typeof(CorrectionDoneView))]
[JsonSerializable(typeof(CorrectionRequest))]
[JsonSerializable(typeof(DecideRequest))]
public sealed partial class ApiJson : JsonSerializerContext;

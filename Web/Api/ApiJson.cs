using System.Text.Json.Serialization;
using Grains.Consultations;
using Grains.Corrections;
using Grains.Gatherings;
using Grains.Organisation;
using Grains.Rules;
using Web.Api.Views;
using Web.Consultations;
using Web.Data;
using Web.Operate;

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
[JsonSerializable(typeof(PollsView))]
[JsonSerializable(typeof(BallotsView))]
[JsonSerializable(typeof(FlagsView))]
[JsonSerializable(typeof(LiveView))]
[JsonSerializable(typeof(ReadyView))]
[JsonSerializable(typeof(OperateView))]
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

using System.Collections.Frozen;
using Grains.Rules;
using static Microsoft.AspNetCore.Http.StatusCodes;

namespace Web.Api;

/// <summary>The one place that says which HTTP status a rule is answered with (protocol §1).</summary>
public static class RefusalStatus
{
    private static readonly FrozenDictionary<string, int> ByRule = new Dictionary<int, Refusal[]>
    {
        [Status400BadRequest] =
        [
            Rulebook.Invalid, Rulebook.PasswordWeak, Rulebook.PasswordWrong, Rulebook.NumberShape, Rulebook.NumberCheck,
            Rulebook.GatheringId,
            Rulebook.TopicMissing, Rulebook.LengthOutOfRange, Rulebook.OpensAtPast, Rulebook.ExtendTooLong,
            Rulebook.SlowOutOfRange, Rulebook.ExcuseReason, Rulebook.PostEmpty, Rulebook.PostTooLong, Rulebook.PostClientId,
            Rulebook.PostTarget, Rulebook.PostDepth, Rulebook.PostPicture, Rulebook.PostClip, Rulebook.ReactEmoji, Rulebook.HideReason,
            Rulebook.HideTarget, Rulebook.DecisionEmpty, Rulebook.MinutesReason, Rulebook.MinutesRemarks,
            Rulebook.ConsultationSubject, Rulebook.ConsultationOfficer,
            Rulebook.PollForm, Rulebook.PollTarget, Rulebook.PollChoice,
            Rulebook.RulesText, Rulebook.FlagReason, Rulebook.FlagTarget, Rulebook.AppealTarget, Rulebook.AppealText, Rulebook.AppealNote,
            Rulebook.VirtualId, Rulebook.VirtualName, Rulebook.VirtualTopic, Rulebook.VirtualAbout, Rulebook.VirtualReason, Rulebook.VirtualTexts,
            Rulebook.VirtualHeir, Rulebook.VirtualCandidate, Rulebook.VirtualCounty, Rulebook.VirtualNoVote, Rulebook.VirtualText,
            Rulebook.CensusTitle, Rulebook.CensusClosesAt, Rulebook.CensusChoice,
            Rulebook.CoverageMeasure, Rulebook.CoverageGoal, Rulebook.CoveragePeriod, Rulebook.CoverageText, Rulebook.DemonstrationTitle,
            Rulebook.DemonstrationPeriod,
            Rulebook.TransferTarget, Rulebook.TransferText, Rulebook.TransferReason, Rulebook.TransferLetter, Rulebook.TransferPaper, Rulebook.CardHost, Rulebook.CardUntil, Rulebook.CardDues,
            Rulebook.ImportFile, Rulebook.ImportRegion, Rulebook.CorrectionValue, Rulebook.CorrectionReason,
            Rulebook.FloorSeconds, Rulebook.QuestionText, Rulebook.QuestionTarget, Rulebook.QuestionAnswer,
            Rulebook.TreeName, Rulebook.TreeSector, Rulebook.EnterpriseId, Rulebook.EnterpriseName, Rulebook.EnterpriseFields,
            Rulebook.EnterpriseCover, Rulebook.EnterpriseMember,
            Rulebook.OfficeTerm, Rulebook.OfficeRole, Rulebook.OfficeReason, Rulebook.VotePolicyReason, Rulebook.VotePolicyTime, Rulebook.PrivacyNames,
            Rulebook.DevelopmentDay, Rulebook.DevelopmentEvidence, Rulebook.DevelopmentReason,
            Rulebook.DeclareName, Rulebook.DeclarePlace, Rulebook.DeclareText, Rulebook.DeclarePhone, Rulebook.DeclareJoined, Rulebook.DeclareBranch,
            Rulebook.DeclareRelation, Rulebook.DeclareAnswer,
        ],
        [Status401Unauthorized] = [Rulebook.NotSignedIn, Rulebook.SignInWrong],
        [Status403Forbidden] =
        [
            Rulebook.Origin, Rulebook.PasswordMustChange, Rulebook.RightRelationElsewhere, Rulebook.RightProbationary,
            Rulebook.RightDisciplined, Rulebook.RightNotMember, Rulebook.RightInvitedOnly, Rulebook.OfficerOnly, Rulebook.OperatorOnly,
            Rulebook.VirtualLeader, Rulebook.VirtualMobile, Rulebook.VirtualSign, Rulebook.VirtualNotMember, Rulebook.VirtualLeaderOnly,
            Rulebook.VirtualSummon, Rulebook.RightGuestHere,
            Rulebook.TransferMember, Rulebook.TransferOwner, Rulebook.TransferHands, Rulebook.TransferSelf, Rulebook.CardRegistered,
            Rulebook.DataRolls, Rulebook.DataNumbers, Rulebook.DataAudit, Rulebook.CorrectionOwn, Rulebook.CorrectionAbove,
            Rulebook.PostMuted, Rulebook.MuteOfficer, Rulebook.EditOther, Rulebook.ConsultationMemberOnly, Rulebook.PostRules, Rulebook.AppealSameOfficer, Rulebook.PollNotOnRoster,
            Rulebook.TreeOfficer, Rulebook.ClubOfficer,
            Rulebook.RightCard, Rulebook.RightInformal, Rulebook.RightDuesAtHome, Rulebook.RightSeat, Rulebook.RightSuggestOnly,
            Rulebook.PersonnelOnly, Rulebook.SuperiorOnly, Rulebook.OfficeSelf, Rulebook.DevelopmentSelf,
        ],
        [Status404NotFound] = [Rulebook.NotFound],
        [Status409Conflict] =
        [
            Rulebook.Conflict, Rulebook.NotOpen, Rulebook.NotInside, Rulebook.ExcusePresent, Rulebook.ExcuseNotExpected,
            Rulebook.TransferRunning, Rulebook.TransferState, Rulebook.TransferClosed, Rulebook.TransferUnit, Rulebook.TransferPocket, Rulebook.CardRunning, Rulebook.CardState,
            Rulebook.MinutesNotClosed, Rulebook.MinutesVersion,
            Rulebook.VirtualTooMany, Rulebook.VirtualSuspended, Rulebook.VirtualRequest, Rulebook.VirtualOffer, Rulebook.VirtualElection,
            Rulebook.VirtualElecting, Rulebook.VirtualCandidates, Rulebook.VirtualVoted,
            Rulebook.ImportChanged, Rulebook.ImportRunning, Rulebook.ImportCollides, Rulebook.ImportTree,
            Rulebook.CorrectionSame, Rulebook.CorrectionRunning, Rulebook.CorrectionDecided,
            Rulebook.EditLate, Rulebook.ConsultationNoDesk, Rulebook.ConsultationTooMany, Rulebook.ConsultationClosed, Rulebook.ConsultationOpen,
            Rulebook.ConsultationTaken, Rulebook.ConsultationHand, Rulebook.ConsultationMoved, Rulebook.ConsultationFull,
            Rulebook.PollTooMany, Rulebook.PollClosed, Rulebook.PollVoted, Rulebook.HandSpeaking, Rulebook.HandsFull, Rulebook.FloorNobody,
            Rulebook.CensusClosed, Rulebook.CensusOpen,
            Rulebook.CoverageRunning, Rulebook.CoverageEmpty, Rulebook.CoverageOver, Rulebook.CoverageChanged, Rulebook.DemonstrationHeld,
            Rulebook.DemonstrationOver,
            Rulebook.QuestionTooMany, Rulebook.RulesVersion, Rulebook.FlagTooMany, Rulebook.HideRestored, Rulebook.AppealDecided,
            Rulebook.TreeNameTaken, Rulebook.TreeKind, Rulebook.TreeDepth, Rulebook.TreeCycle, Rulebook.TreeSame, Rulebook.TreeRoot,
            Rulebook.TreeNotEmpty, Rulebook.TreeTarget, Rulebook.ClubBranch, Rulebook.ClubMost, Rulebook.ClubMember, Rulebook.EnterpriseEnded, Rulebook.EnterpriseHasBranch, Rulebook.EnterpriseDeclared,
            Rulebook.EnterpriseDeclaredMost, Rulebook.EnterpriseFull, Rulebook.SeatTaken, Rulebook.SeatMember, Rulebook.SeatNone,
            Rulebook.OfficePlace, Rulebook.OfficeHeld, Rulebook.OfficeSecretary, Rulebook.OfficeEnded, Rulebook.VotePolicyVersion,
            Rulebook.DevelopmentOrder, Rulebook.DevelopmentUndated, Rulebook.DevelopmentDated, Rulebook.DevelopmentTraining,
            Rulebook.DevelopmentProbation, Rulebook.DevelopmentExtension, Rulebook.DevelopmentChanged,
            Rulebook.DeclareRegistered, Rulebook.DeclareOnce, Rulebook.DeclareSettled, Rulebook.DeclareFull, Rulebook.DeclareNowhere,
        ],
        [Status413PayloadTooLarge] = [Rulebook.TooLarge, Rulebook.MediaSize, Rulebook.ClipSize],
        [Status415UnsupportedMediaType] = [Rulebook.MediaType, Rulebook.ClipType],
        [Status423Locked] = [Rulebook.SignInLocked],
        [Status429TooManyRequests] =
        [
            Rulebook.TooMany, Rulebook.SignInTooMany, Rulebook.AgainTooSoon, Rulebook.PostSlow, Rulebook.PostTooFast,
            Rulebook.RoomBusy,
        ],
        [Status503ServiceUnavailable] = [Rulebook.Busy, Rulebook.Unavailable, Rulebook.Uncertain],
    }.SelectMany(static group => group.Value.Select(refusal => (refusal.Rule, Status: group.Key)))
        .ToFrozenDictionary(static pair => pair.Rule, static pair => pair.Status, StringComparer.Ordinal);

    /// <summary>The status of a rule; 409 for one that this node does not know yet.</summary>
    public static int Of(Refusal refusal) => ByRule.GetValueOrDefault(refusal.Rule, Status409Conflict);

    /// <summary>Whether the rule has a status of its own here; a test holds it true for the whole rulebook.</summary>
    public static bool Knows(Refusal refusal) => ByRule.ContainsKey(refusal.Rule);
}

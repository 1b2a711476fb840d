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
            Rulebook.ImportFile, Rulebook.ImportRegion, Rulebook.CorrectionValue, Rulebook.CorrectionReason,
            Rulebook.FloorSeconds, Rulebook.QuestionText, Rulebook.QuestionTarget, Rulebook.QuestionAnswer,
        ],
        [Status401Unauthorized] = [Rulebook.NotSignedIn, Rulebook.SignInWrong],
        [Status403Forbidden] =
        [
            Rulebook.Origin, Rulebook.PasswordMustChange, Rulebook.RightRelationElsewhere, Rulebook.RightProbationary,
            Rulebook.RightDisciplined, Rulebook.RightNotMember, Rulebook.RightInvitedOnly, Rulebook.OfficerOnly, Rulebook.OperatorOnly,
            Rulebook.DataRolls, Rulebook.DataNumbers, Rulebook.DataAudit, Rulebook.CorrectionOwn, Rulebook.CorrectionAbove,
            Rulebook.PostMuted, Rulebook.MuteOfficer, Rulebook.EditOther, Rulebook.ConsultationMemberOnly, Rulebook.PostRules, Rulebook.AppealSameOfficer, Rulebook.PollNotOnRoster,
        ],
        [Status404NotFound] = [Rulebook.NotFound],
        [Status409Conflict] =
        [
            Rulebook.Conflict, Rulebook.NotOpen, Rulebook.NotInside, Rulebook.ExcusePresent, Rulebook.ExcuseNotExpected,
            Rulebook.MinutesNotClosed, Rulebook.MinutesVersion,
            Rulebook.ImportChanged, Rulebook.ImportRunning, Rulebook.ImportCollides,
            Rulebook.CorrectionSame, Rulebook.CorrectionRunning, Rulebook.CorrectionDecided,
            Rulebook.EditLate, Rulebook.ConsultationNoDesk, Rulebook.ConsultationTooMany, Rulebook.ConsultationClosed, Rulebook.ConsultationOpen,
            Rulebook.ConsultationTaken, Rulebook.ConsultationHand, Rulebook.ConsultationMoved, Rulebook.ConsultationFull,
            Rulebook.PollTooMany, Rulebook.PollClosed, Rulebook.PollVoted, Rulebook.HandSpeaking, Rulebook.HandsFull, Rulebook.FloorNobody,
            Rulebook.QuestionTooMany, Rulebook.RulesVersion, Rulebook.FlagTooMany, Rulebook.HideRestored, Rulebook.AppealDecided,
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

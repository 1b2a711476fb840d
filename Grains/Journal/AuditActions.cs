namespace Grains.Journal;

/// <summary>
/// What an entry of the audit may say that somebody did: its kind, a dot, the deed. The names are stored and hashed into
/// the chain; never rename one. Screens have words for each of them.
/// </summary>
public static class AuditActions
{
    public const string AttendanceExcuse = "attendance.excuse";
    public const string AttendanceExport = "attendance.export";
    public const string AttendanceWithdrawExcuse = "attendance.withdraw-excuse";

    public const string AuditLook = "audit.look";
    public const string AuditPolicy = "audit.policy";
    public const string AuditRetain = "audit.retain";

    public const string CardAskCard = "card.AskCard";
    public const string CardEndCard = "card.EndCard";
    public const string CardEnterDues = "card.EnterDues";
    public const string CardGiveCard = "card.GiveCard";
    public const string CardOver = "card.over";

    public const string CensusApplied = "census.applied";
    public const string CensusClosed = "census.closed";
    public const string CensusFilled = "census.filled";
    public const string CensusLook = "census.look";
    public const string CensusOpened = "census.opened";

    public const string ClubLink = "club.link";
    public const string ClubUnlink = "club.unlink";

    public const string ConsultationClose = "consultation.close";
    public const string ConsultationHandOver = "consultation.hand-over";
    public const string ConsultationReopen = "consultation.reopen";
    public const string ConsultationTake = "consultation.take";

    public const string CorrectionDecide = "correction.decide";
    public const string CorrectionFile = "correction.file";
    public const string CorrectionLook = "correction.look";
    public const string CorrectionRemind = "correction.remind";
    public const string CorrectionWithdraw = "correction.withdraw";

    public const string CountsExport = "counts.export";
    public const string CountsNames = "counts.names";
    public const string CountsRecount = "counts.recount";

    public const string CoverageDrop = "coverage.drop";
    public const string CoverageTarget = "coverage.target";

    public const string DemonstrationAward = "demonstration.award";
    public const string DemonstrationReview = "demonstration.review";
    public const string DemonstrationRevoke = "demonstration.revoke";

    public const string DeclarationAccept = "declaration.accept";
    public const string DeclarationAnswer = "declaration.answer";
    public const string DeclarationLook = "declaration.look";
    public const string DeclarationMade = "declaration.made";

    public const string DevelopmentLook = "development.look";
    public const string DevelopmentStep = "development.step";

    public const string EnterpriseAmend = "enterprise.amend";
    public const string EnterpriseCover = "enterprise.cover";
    public const string EnterpriseDeclare = "enterprise.declare";
    public const string EnterpriseEnd = "enterprise.end";
    public const string EnterpriseExport = "enterprise.export";
    public const string EnterpriseLook = "enterprise.look";
    public const string EnterpriseRegister = "enterprise.register";
    public const string EnterpriseWithdraw = "enterprise.withdraw";

    public const string FloorEnd = "floor.end";
    public const string FloorGive = "floor.give";
    public const string FloorPause = "floor.pause";
    public const string FloorResume = "floor.resume";
    public const string FloorRules = "floor.rules";
    public const string FloorSkip = "floor.skip";

    public const string ImportWrite = "import.write";

    public const string MemberMute = "member.mute";
    public const string MemberPastPlace = "member.past-place";
    public const string MemberUnmute = "member.unmute";

    public const string MembersLook = "members.look";

    public const string MessageAppeal = "message.appeal";
    public const string MessageDenyAppeal = "message.deny-appeal";
    public const string MessageDismissFlags = "message.dismiss-flags";
    public const string MessageFlag = "message.flag";
    public const string MessageHide = "message.hide";
    public const string MessageRestore = "message.restore";

    public const string MinutesAmend = "minutes.amend";
    public const string MinutesSign = "minutes.sign";

    public const string MyDataExport = "my-data.export";

    public const string NodePastRoster = "node.past-roster";

    public const string OfficeAppoint = "office.appoint";
    public const string OfficeDismiss = "office.dismiss";
    public const string OfficeExpired = "office.expired";
    public const string OfficeResign = "office.resign";

    public const string OnlineLook = "online.look";

    public const string PeopleExport = "people.export";

    public const string PollClose = "poll.close";
    public const string PollDrop = "poll.drop";
    public const string PollExport = "poll.export";
    public const string PollLook = "poll.look";
    public const string PollOpen = "poll.open";
    public const string PollPrepare = "poll.prepare";

    public const string PrivacySet = "privacy.set";

    public const string QuestionAnswer = "question.answer";
    public const string QuestionMerge = "question.merge";

    public const string RoomClose = "room.close";
    public const string RoomDecide = "room.decide";
    public const string RoomExtend = "room.extend";
    public const string RoomPostingRules = "room.posting-rules";
    public const string RoomSlowMode = "room.slow-mode";
    public const string RoomSummonAgain = "room.summon-again";

    public const string RosterLook = "roster.look";

    public const string SeatEnd = "seat.end";
    public const string SeatGrant = "seat.grant";

    public const string TransferEscalated = "transfer.escalated";
    public const string TransferExpired = "transfer.expired";
    public const string TransferFiled = "transfer.filed";
    public const string TransferMembersLook = "transfer.members.look";
    public const string TransferOpened = "transfer.opened";
    public const string TransferPaper = "transfer.paper";
    public const string TransferPassed = "transfer.passed";
    public const string TransferPocketLook = "transfer.pocket.look";
    public const string TransferRejected = "transfer.rejected";
    public const string TransferReminded = "transfer.reminded";
    public const string TransferReturned = "transfer.returned";
    public const string TransferSought = "transfer.sought";
    public const string TransferVerified = "transfer.verified";
    public const string TransferWithdrawn = "transfer.withdrawn";

    public const string TreeDissolve = "tree.dissolve";
    public const string TreeExport = "tree.export";
    public const string TreeFound = "tree.found";
    public const string TreeMerge = "tree.merge";
    public const string TreeMove = "tree.move";
    public const string TreeRename = "tree.rename";
    public const string TreeSector = "tree.sector";

    public const string VirtualAgree = "virtual.agree";
    public const string VirtualAsk = "virtual.ask";
    public const string VirtualChange = "virtual.change";
    public const string VirtualClose = "virtual.close";
    public const string VirtualClosed = "virtual.closed";
    public const string VirtualDissolved = "virtual.dissolved";
    public const string VirtualElected = "virtual.elected";
    public const string VirtualElection = "virtual.election";
    public const string VirtualFound = "virtual.found";
    public const string VirtualHandOver = "virtual.hand-over";
    public const string VirtualJoin = "virtual.join";
    public const string VirtualLeave = "virtual.leave";
    public const string VirtualMembers = "virtual.members";
    public const string VirtualMoveCounty = "virtual.move-county";
    public const string VirtualOffer = "virtual.offer";
    public const string VirtualPublish = "virtual.publish";
    public const string VirtualRefuse = "virtual.refuse";
    public const string VirtualRequests = "virtual.requests";
    public const string VirtualResumed = "virtual.resumed";
    public const string VirtualSign = "virtual.sign";
    public const string VirtualStand = "virtual.stand";
    public const string VirtualSuspended = "virtual.suspended";
    public const string VirtualTakeBack = "virtual.take-back";
    public const string VirtualVote = "virtual.vote";

    public const string VotePolicyAllow = "vote-policy.allow";
    public const string VotePolicyApplied = "vote-policy.applied";
    public const string VotePolicyEnd = "vote-policy.end";

    /// <summary>The step of a transfer, by the word that its timeline has for it.</summary>
    public static string OfTransfer(string step) => $"transfer.{step}";
}

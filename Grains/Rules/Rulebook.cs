using System.Reflection;

namespace Grains.Rules;

/// <summary>
/// The closed catalogue of refusals: every rule id a client can meet, with its sentences. One place, so that a rule
/// never says two things; <c>GET /api/rules</c> answers it.
/// </summary>
public static partial class Rulebook
{
    // Requests
    public static readonly Refusal Invalid = new("request.invalid", "请求内容不完整或格式有误。", "The request is incomplete or malformed.");
    public static readonly Refusal Origin = new("request.origin", "请求不是从本系统的页面发出的。", "The request did not come from the hub's own pages.");
    public static readonly Refusal NotSignedIn = new("request.not-signed-in", "请先登录。", "Please sign in first.");
    public static readonly Refusal NotFound = new("request.not-found", "没有找到，或者您无权查看。", "It is not there, or not for you to see.");
    public static readonly Refusal TooLarge = new("request.too-large", "内容超过了允许的大小。", "The content is larger than allowed.");
    public static readonly Refusal TooMany = new("request.too-many", "请求过于频繁，请稍后再试。", "Too many requests; please try again shortly.");
    public static readonly Refusal Busy = new("hub.busy", "系统正忙，请稍后再试；刚才的操作没有生效。", "The hub is busy; nothing was done. Please try again.");
    public static readonly Refusal Unavailable = new("hub.unavailable", "暂时无法保存，操作没有生效，请稍后再试。", "The hub cannot store anything right now; nothing was done. Please try again.");
    public static readonly Refusal Uncertain = new("hub.uncertain", "暂时无法确认是否已保存，请重试；重试不会重复。", "It is not certain whether this was stored; please try again, nothing will be doubled.");
    public static readonly Refusal Conflict = new("request.conflict", "这个编号已经用于另一项内容。", "This id is already used for something else.");

    // Sign-in
    public static readonly Refusal SignInWrong = new("sign-in.wrong", "登记号码或密码不正确。", "The registration number or the password is wrong.");
    public static readonly Refusal SignInTooMany = new("sign-in.too-many", "尝试次数过多，请稍后再试。", "Too many attempts; please wait a while.");
    public static readonly Refusal SignInLocked = new("sign-in.locked", "连续输错密码，账号已暂时锁定，请十分钟后再试。", "The account is locked for ten minutes after repeated wrong passwords.");
    public static readonly Refusal PasswordMustChange = new("password.must-change", "首次登录，请先修改密码。", "Please set a new password first.");
    public static readonly Refusal PasswordWeak = new("password.weak", "新密码至少 10 个字符，且不能是常见密码、登记号码或原密码。", "A new password has at least 10 characters and is not common, your number or the old one.");
    public static readonly Refusal PasswordWrong = new("password.wrong", "当前密码不正确。", "The current password is wrong.");

    // Registration numbers
    public static readonly Refusal NumberShape = new("number.shape", "登记号码应为 19 位数字。", "A registration number has 19 digits.");
    public static readonly Refusal NumberCheck = new("number.check-digit", "登记号码校验位不符，可能有数字输错或颠倒。", "The check digit does not match: a digit may be wrong or two may be swapped.");

    // Rights by category (rules §1)
    public static readonly Refusal RightRelationElsewhere = new("right.relation-elsewhere", "正式组织关系不在本支部，请在正式组织关系所在支部行使该项权利。", "Your formal relation is elsewhere: this right is exercised in the branch that holds it.");
    public static readonly Refusal RightProbationary = new("right.probationary", "预备党员没有表决权、选举权和被选举权。", "Probationary members do not vote, elect or stand.");
    public static readonly Refusal RightDisciplined = new("right.disciplined", "留党察看期间没有表决权、选举权和被选举权。", "Members under disciplinary probation do not vote, elect or stand.");
    public static readonly Refusal RightNotMember = new("right.not-member", "该项权利属于党员。", "This right belongs to Party members.");
    public static readonly Refusal RightInvitedOnly = new("right.invited-only", "须受邀请方可参加。", "You may take part only where you are invited.");
    public static readonly Refusal OfficerOnly = new("right.officer-only", "只有本组织或上级组织的负责人可以这样做。", "Only officers of this organisation or above may do this.");
    public static readonly Refusal OperatorOnly = new("right.operator-only", "只有最上级组织的负责人可以查看系统运行情况。", "Only officers of the topmost organisation may see how the hub runs.");

    // Gatherings
    public static readonly Refusal TopicMissing = new("gathering.topic", "请填写主题，最多 100 个字。", "A topic is needed, at most 100 characters.");
    public static readonly Refusal GatheringId = new("gathering.id", "闪聚编号格式有误。", "The gathering's id is malformed.");
    public static readonly Refusal LengthOutOfRange = new("gathering.length", "时长应在 5 分钟到 4 小时之间。", "A gathering lasts 5 minutes to 4 hours.");
    public static readonly Refusal OpensAtPast = new("gathering.opens-at", "开始时间应在现在到 30 天之内。", "The opening lies between now and 30 days ahead.");
    public static readonly Refusal NotOpen = new("gathering.not-open", "闪聚还没有开始或已经结束。", "The gathering is not open.");
    public static readonly Refusal NotInside = new("gathering.not-inside", "请先进入房间。", "Please enter the room first.");
    public static readonly Refusal ExtendTooLong = new("gathering.extend", "延长后总时长不能超过 4 小时。", "A gathering cannot last longer than 4 hours in all.");
    public static readonly Refusal SlowOutOfRange = new("gathering.slow-mode", "慢速模式为 0 到 60 秒。", "Slow mode is 0 to 60 seconds.");
    public static readonly Refusal AgainTooSoon = new("gathering.again-too-soon", "一分钟内只能再次召集一次。", "The absent can be called again once a minute.");
    public static readonly Refusal ExcuseReason = new("gathering.excuse-reason", "请填写请假事由，最多 200 个字。", "An excuse needs a reason of at most 200 characters.");
    public static readonly Refusal ExcusePresent = new("gathering.excuse-present", "已经到会，不能再请假。", "Someone who has come in cannot be excused.");
    public static readonly Refusal ExcuseNotExpected = new("gathering.excuse-not-expected", "不在应到名单中。", "Not among those expected.");

    // Posting
    public static readonly Refusal PostEmpty = new("post.empty", "请输入内容。", "There is nothing to send.");
    public static readonly Refusal PostTooLong = new("post.too-long", "内容不能超过 2000 个字。", "A message has at most 2,000 characters.");
    public static readonly Refusal PostClientId = new("post.client-id", "消息编号格式有误。", "The client id is malformed.");
    public static readonly Refusal PostMuted = new("post.muted", "您已被禁言，可以继续观看。", "You are muted; you can still follow.");
    public static readonly Refusal PostSlow = new("post.slow-mode", "慢速模式中，请稍候再发。", "Slow mode is on; please wait before the next message.");
    public static readonly Refusal PostTooFast = new("post.too-fast", "发送过快，请稍候一秒。", "Too fast; please wait a second.");
    public static readonly Refusal RoomBusy = new("room.busy", "房间发言过于密集，请稍候再发。", "The room is very busy; please try again in a moment.");
    public static readonly Refusal PostTarget = new("post.target", "引用的消息不存在。", "The message referred to does not exist.");
    public static readonly Refusal PostDepth = new("post.depth", "回复层数过深。", "Replies cannot be nested that deep.");
    public static readonly Refusal PostPicture = new("post.picture", "图片不存在或不属于您。", "The picture does not exist or is not yours.");
    public static readonly Refusal PostClip = new("post.clip", "录音或录像不存在或不属于您。", "The recording does not exist or is not yours.");
    public static readonly Refusal EditOther = new("edit.other", "只能修改自己发的消息。", "Only one's own messages can be changed.");
    public static readonly Refusal EditLate = new("edit.late", "发出超过 10 分钟，不能再修改。", "A message can be changed within 10 minutes only.");
    public static readonly Refusal ReactEmoji = new("react.emoji", "不支持这个表情。", "This reaction is not offered.");
    public static readonly Refusal HideReason = new("hide.reason", "请填写隐藏理由，最多 200 个字。", "Hiding needs a reason of at most 200 characters.");
    public static readonly Refusal HideTarget = new("hide.target", "这条消息不存在或已经隐藏。", "The message does not exist or is hidden already.");
    public static readonly Refusal MuteOfficer = new("mute.officer", "不能对负责人禁言。", "Officers cannot be muted.");
    public static readonly Refusal DecisionEmpty = new("decision.text", "请填写决定内容，最多 500 个字。", "A decision needs text, at most 500 characters.");

    // Polls
    public static readonly Refusal PollForm = new("poll.form", "投票须有标题（最多 100 字）和 2 到 10 个不同的选项（每项最多 60 字），可选项数不能超过选项数。", "A poll needs a title (at most 100 characters) and 2 to 10 different options (at most 60 each), and no more choices than options.");
    public static readonly Refusal PollTooMany = new("poll.too-many", "一次闪聚最多 20 个投票。", "A gathering has at most 20 polls.");
    public static readonly Refusal PollTarget = new("poll.target", "这个投票不存在，或者不能再这样做。", "The poll does not exist, or this can no longer be done with it.");
    public static readonly Refusal PollClosed = new("poll.closed", "投票已经结束。", "The poll is closed.");
    public static readonly Refusal PollVoted = new("poll.voted", "您已经投过票，不能重复投票。", "You have voted already; a second ballot is not counted.");
    public static readonly Refusal PollChoice = new("poll.choice", "请按要求选择选项。", "Please choose as many options as the poll asks for.");
    public static readonly Refusal PollNotOnRoster = new("poll.not-on-roster", "您不在本次名单中，不能投票。", "You are not on this gathering's roster and cannot vote here.");

    // Hands and the floor
    public static readonly Refusal HandSpeaking = new("hand.speaking", "您正在发言。", "You have the floor already.");
    public static readonly Refusal HandsFull = new("hand.full", "排队发言的人已满 200，请稍后再举手。", "200 hands are up already; please raise yours a little later.");
    public static readonly Refusal FloorNobody = new("floor.nobody", "现在没有可以这样做的人。", "There is nobody with whom this can be done now.");
    public static readonly Refusal FloorSeconds = new("floor.seconds", "每人发言时间为 0 到 900 秒。", "Time per person is 0 to 900 seconds.");

    // Questions
    public static readonly Refusal QuestionText = new("question.text", "请填写问题，最多 200 个字。", "A question needs text, at most 200 characters.");
    public static readonly Refusal QuestionTooMany = new("question.too-many", "本次闪聚的提问已满 100 条。", "This gathering has 100 questions already.");
    public static readonly Refusal QuestionTarget = new("question.target", "这个问题不存在，或者不能再这样做。", "The question does not exist, or this can no longer be done with it.");
    public static readonly Refusal QuestionAnswer = new("question.answer", "答复最多 500 个字。", "An answer has at most 500 characters.");

    // Posting rules
    public static readonly Refusal PostRules = new("post.rules", "请先阅读并同意发言规则。", "Please read and accept the posting rules first.");
    public static readonly Refusal RulesText = new("rules.text", "请填写发言规则，最多 1000 个字。", "Posting rules need text, at most 1,000 characters.");
    public static readonly Refusal RulesVersion = new("rules.version", "发言规则已有变化，请重新阅读。", "The posting rules have changed; please read them again.");

    // Flags and appeals
    public static readonly Refusal FlagReason = new("flag.reason", "请填写举报理由，最多 200 个字。", "Flagging needs a reason of at most 200 characters.");
    public static readonly Refusal FlagTarget = new("flag.target", "这条消息不存在、已经隐藏，或者是您自己的。", "The message does not exist, is hidden already, or is your own.");
    public static readonly Refusal FlagTooMany = new("flag.too-many", "您在本次闪聚中举报的消息已满 20 条。", "You have flagged 20 messages in this gathering already.");
    public static readonly Refusal HideRestored = new("hide.restored", "这条消息经申诉已恢复，不能再隐藏。", "The message was restored on appeal and cannot be hidden again.");
    public static readonly Refusal AppealTarget = new("appeal.target", "没有可以申诉的消息。", "There is no message to appeal for.");
    public static readonly Refusal AppealText = new("appeal.text", "请填写申诉理由，最多 500 个字。", "An appeal needs a reason of at most 500 characters.");
    public static readonly Refusal AppealDecided = new("appeal.decided", "这项申诉已经有了结论。", "The appeal has been decided already.");
    public static readonly Refusal AppealSameOfficer = new("appeal.same-officer", "隐藏消息的人不能处理对它的申诉，请由另一位负责人处理。", "Who hid the message cannot decide the appeal; another officer has to.");
    public static readonly Refusal AppealNote = new("appeal.note", "不予恢复须写明理由，最多 200 个字。", "Denying an appeal needs a reason of at most 200 characters.");

    // Pictures
    public static readonly Refusal MediaType = new("media.type", "只支持 JPEG、PNG、WebP 和 GIF 图片。", "Only JPEG, PNG, WebP and GIF pictures are accepted.");
    public static readonly Refusal MediaSize = new("media.size", "图片不能超过 10 MB，缩略图不能超过 200 KB。", "A picture has at most 10 MB, its thumbnail at most 200 KB.");

    public static readonly Refusal ClipType = new("media.clip-type", "只支持浏览器录制的 WebM、Ogg 和 MP4。", "Only WebM, Ogg and MP4 as browsers record them are accepted.");
    public static readonly Refusal ClipSize = new("media.clip-size", "录音不超过 2 MB，录像不超过 10 MB，都不超过 60 秒。", "Voice has at most 2 MB, video at most 10 MB, both at most 60 seconds.");

    // Consultations
    public static readonly Refusal ConsultationSubject = new("consultation.subject", "请填写要咨询的事，最多 100 个字。", "A question needs a subject, at most 100 characters.");
    public static readonly Refusal ConsultationNoDesk = new("consultation.no-desk", "您所在的组织还没有登记班子成员，请联系上级组织。", "Your organisation has no committee on record yet; please turn to the one above.");
    public static readonly Refusal ConsultationTooMany = new("consultation.too-many", "未办结的咨询已有 5 件，请先办结其中一件。", "Five consultations are still open; please close one first.");
    public static readonly Refusal ConsultationClosed = new("consultation.closed", "咨询已办结；本人可以重新打开。", "The consultation is closed; the member may reopen it.");
    public static readonly Refusal ConsultationOpen = new("consultation.open", "咨询办结后才能评价。", "Say whether it helped once it is closed.");
    public static readonly Refusal ConsultationTaken = new("consultation.taken", "已有其他负责人接手。", "Another officer has taken it.");
    public static readonly Refusal ConsultationHand = new("consultation.hand", "这件咨询由其他负责人办理，请先接手或请其转交。", "It is in another officer's hands: take it first, or ask for it to be handed over.");
    public static readonly Refusal ConsultationOfficer = new("consultation.officer", "只能转交给本组织班子的其他成员。", "It can be handed only to another officer of the same committee.");
    public static readonly Refusal ConsultationMemberOnly = new("consultation.member-only", "只有咨询的本人可以这样做。", "Only the member who asked may do this.");
    public static readonly Refusal ConsultationMoved = new("consultation.moved", "咨询人已转到其他组织，原来的咨询只能查看。", "The member belongs to another organisation now; the old thread can only be read.");
    public static readonly Refusal ConsultationFull = new("consultation.full", "这件咨询内容已满，请另开一件。", "This consultation is full; please open another.");

    // Minutes
    public static readonly Refusal MinutesNotClosed = new("minutes.not-closed", "闪聚结束后才能签署纪要。", "Minutes can be signed once the gathering is closed.");
    public static readonly Refusal MinutesVersion = new("minutes.version", "纪要已有更新的版本，请刷新后再试。", "There is a newer version of the minutes; please reload.");
    public static readonly Refusal MinutesReason = new("minutes.reason", "纪要已签署，修改须写明理由，最多 200 个字。", "The minutes are signed: an amendment needs a reason of at most 200 characters.");
    public static readonly Refusal MinutesRemarks = new("minutes.remarks", "备注最多 2000 个字。", "Remarks have at most 2,000 characters.");

    /// <summary>All rules, ordered by id. Gathered when first asked for: fields of the other files are set after this one's.</summary>
    public static IReadOnlyList<Refusal> All => field ??=
    [
        .. typeof(Rulebook).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(f => f.FieldType == typeof(Refusal))
            .Select(f => (Refusal)f.GetValue(null)!)
            .OrderBy(r => r.Rule, StringComparer.Ordinal),
    ];
}

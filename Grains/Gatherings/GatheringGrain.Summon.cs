using Grains.Rules;
using Grains.Text;
using Grains.Time;

namespace Grains.Gatherings;

/// <summary>The beginning and the end: the summons that founds a gathering, the signature that seals it.</summary>
internal sealed partial class GatheringGrain
{
    private static readonly TimeSpan ShortestLength = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan PlanAhead = TimeSpan.FromDays(30);
    // A device's clock may be behind while its owner means "now".
    private static readonly TimeSpan OpensAtSlack = TimeSpan.FromMinutes(5);

    public async Task<SummonAnswer> Summon(Actor by, GatheringCharter charter, TimeSpan length)
    {
        if (_dropped)
        {
            return new SummonAnswer(Rulebook.Busy, null);
        }

        var asked = charter with
        {
            Topic = PlainText.Clean(charter.Topic),
            OpensAt = charter.OpensAt.WholeMilliseconds(),
            SummonedAt = clock.Now(),
        };
        var refusal = AskSummon(by, asked, length);
        if (refusal is not null)
        {
            return new SummonAnswer(refusal, null);
        }

        if (_room is null)
        {
            var terms = new GatheringTerms(GatheringState.Planned, null, asked.OpensAt + length, null, 0);
            await store.Create(asked, terms, Guid.NewGuid().ToString("N")[..8], CancellationToken.None);
            await Load((await store.Take(Id, CancellationToken.None))!, CancellationToken.None);
        }

        var room = _room!;
        if (room.Charter.Summoner != by.Member || room.Charter.Node != asked.Node || room.Charter.Topic != asked.Topic)
        {
            return new SummonAnswer(Rulebook.Conflict, null);
        }

        if (room.Terms.State == GatheringState.Planned)
        {
            if (room.Charter.OpensAt <= clock.Now())
            {
                refusal = await Open(room);
            }
            else
            {
                Announce("planned", room);
            }
        }

        return new SummonAnswer(refusal, refusal is null ? room.ToBrief() : null);
    }

    public async Task<SignAnswer> Sign(Actor by, int version, string remarks, string? reason)
    {
        if (_room is not { } room || _dropped || !room.IsOfficer(by))
        {
            return new SignAnswer(_dropped ? Rulebook.Busy : Rulebook.NotFound, null);
        }

        if (room.Minutes is not { } latest)
        {
            return new SignAnswer(Rulebook.MinutesNotClosed, null);
        }

        var (note, why) = (PlainText.Clean(remarks, lines: true), PlainText.Clean(reason));
        if (IsRepeat(latest, by, version, note, why))
        {
            return new SignAnswer(null, latest);
        }

        if (AskSign(latest, version, note, why) is { } refusal)
        {
            return new SignAnswer(refusal, null);
        }

        var now = clock.Now();
        var signed = new MinutesVersion(latest.Version + 1, now, latest.Body with { Remarks = note }, by.Member, by.Name, now,
            why.Length > 0 ? why : null);
        var draft = room.Begin(now);
        room.Sign(draft, signed);
        return await Commit(draft) is { } failed ? new SignAnswer(failed, null) : new SignAnswer(null, signed);
    }

    private Refusal? AskSummon(Actor by, GatheringCharter asked, TimeSpan length)
    {
        var now = clock.Now();
        return Rights.AskSummon(by, asked.NodePath)
            ?? (asked.Id != Id || !IsGatheringId(Id) ? Rulebook.GatheringId
            : PlainText.CodePoints(asked.Topic) is 0 or > RoomLimits.TopicCodePoints ? Rulebook.TopicMissing
            : length < ShortestLength || length > RoomLimits.LongestLength ? Rulebook.LengthOutOfRange
            : asked.OpensAt < now - OpensAtSlack && _room is null || asked.OpensAt > now + PlanAhead ? Rulebook.OpensAtPast
            : null);
    }

    private static Refusal? AskSign(MinutesVersion latest, int version, string note, string why) =>
        version != latest.Version ? Rulebook.MinutesVersion
        : PlainText.CodePoints(note) > MinutesDraft.RemarksCodePoints ? Rulebook.MinutesRemarks
        : latest.SignedBy is not null && why.Length == 0 || PlainText.CodePoints(why) > RoomLimits.ReasonCodePoints ? Rulebook.MinutesReason
        : null;

    // The answer to a signature was lost and the officer's device asks again.
    private static bool IsRepeat(MinutesVersion latest, Actor by, int version, string note, string why) =>
        latest.SignedBy == by.Member && latest.Version == version + 1 && latest.Body.Remarks == note && (latest.Reason ?? "") == why;

    private static bool IsGatheringId(string id) => id.Length == 24 && id.StartsWith("g-", StringComparison.Ordinal) && Room.IsClientId(id);

    private void Announce(string kind, Room room) =>
        GrainFactory.GetGrain<Gateways.IGatewayDirectoryGrain>(Gateways.IGatewayDirectoryGrain.Key)
            .Announce(new Gateways.GatheringNews(kind, room.ToBrief(), null)).Ignore();
}

using Grains.Gatherings;

namespace Grains.Tests.Gatherings;

/// <summary>D3: changing what one said, with a trace, and quoting what others said.</summary>
public sealed class EditTests(HubFixture hub) : IClassFixture<HubFixture>
{
    [Fact]
    public async Task An_author_changes_a_message_within_ten_minutes_and_everyone_sees_that()
    {
        var (gathering, seq) = await SaidAsync("原话");
        var edit = await Edit(gathering, "m-1", seq, "c-e", "改过的话");
        Assert.Null(edit.Refusal);
        Assert.Equal(edit.Seq, (await Edit(gathering, "m-1", seq, "c-e", "改过的话")).Seq);

        var message = await Shown(gathering, seq);
        Assert.Equal("改过的话", message.Entry.Text);
        Assert.NotNull(message.Entry.EditedAt);
        Assert.Equal(["原话", "改过的话"], gathering.Stored.Log.Where(e => e.Seq == seq || e.Target == seq).Select(e => e.Text));

        await gathering.Pass(RoomLimits.EditWithin + TimeSpan.FromSeconds(1));
        Assert.Equal("edit.late", (await Edit(gathering, "m-1", seq, "c-f", "太晚了")).Refusal?.Rule);
    }

    [Fact]
    public async Task Nobody_changes_anothers_message_nor_one_that_is_hidden_or_empty()
    {
        var (gathering, seq) = await SaidAsync("原话");
        await gathering.Enter("m-2");
        Assert.Equal("edit.other", (await Edit(gathering, "m-2", seq, "c-e", "冒充")).Refusal?.Rule);
        Assert.Equal("post.empty", (await Edit(gathering, "m-1", seq, "c-e", " ")).Refusal?.Rule);
        Assert.Equal("post.too-long", (await Edit(gathering, "m-1", seq, "c-e", new string('长', 2_001))).Refusal?.Rule);
        Assert.Equal("post.client-id", (await Edit(gathering, "m-1", seq, "c e", "x")).Refusal?.Rule);
        Assert.Equal("post.target", (await Edit(gathering, "m-1", 1, "c-e", "开场")).Refusal?.Rule);
        await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"));
        Assert.Equal("post.target", (await Edit(gathering, "m-1", seq, "c-e", "再改")).Refusal?.Rule);
        await gathering.Do(new Mute(HubFixture.Secretary, "m-2", true));
        Assert.Equal("post.muted", (await Edit(gathering, "m-2", seq, "c-e", "再改")).Refusal?.Rule);
    }

    [Fact]
    public async Task A_reply_carries_the_beginning_of_what_it_answers_until_that_is_hidden()
    {
        var (gathering, seq) = await SaidAsync(new string('长', 300));
        await gathering.Enter("m-2");
        var reply = await gathering.Do(new Post(HubFixture.Actor("m-2"), "c-r", "同意", seq, null));

        var quote = (await Shown(gathering, reply.Seq)).Entry.Quote;
        Assert.Equal("名m-1", quote?.Name);
        Assert.Equal(RoomLimits.QuoteLength + 1, quote?.Text.Length);

        await gathering.Do(new Hide(HubFixture.Secretary, seq, "离题"));
        Assert.Null((await Shown(gathering, reply.Seq)).Entry.Quote);
    }

    [Fact]
    public void What_is_told_anew_holds_nothing_hidden_or_written_over_and_makes_the_same_room()
    {
        for (var seed = 0; seed < 3_000; seed++)
        {
            var log = Log(new Random(seed));
            var retractions = new Retractions();
            foreach (var entry in log)
            {
                retractions.Note(entry);
            }

            var told = log.ConvertAll(retractions.Told);
            var hiding = log.Where(e => e.Kind == EntryKind.Hidden).ToDictionary(e => e.Target!.Value, e => e.Seq);
            var hidden = hiding.Keys.Where(t => !log.Exists(e => e.Kind == EntryKind.Restored && e.Target == t)).Cast<long?>().ToHashSet();
            var overwritten = log.Where(e => e.Kind == EntryKind.Message || e.Kind == EntryKind.Edited)
                .Where(e => log.Exists(later => later.Kind == EntryKind.Edited && later.Seq > e.Seq && later.Target == (e.Target ?? e.Seq)
                    && (e.Kind == EntryKind.Edited || later.Target == e.Seq)))
                .Select(e => e.Text);
            var texts = told.Select(e => e.Text).ToHashSet();
            Assert.All(overwritten, text => Assert.DoesNotContain(text, texts));
            Assert.All(told.Where(e => hidden.Contains(e.Seq) || (e.Kind == EntryKind.Edited && hidden.Contains(e.Target))), e => Assert.Null(e.Text));
            Assert.All(told.Where(e => e.Target is { } t && hiding.TryGetValue(t, out var at) && e.Seq < at), e => Assert.Null(e.Quote));
            Assert.Equal(Visible(log), Visible(told));
        }
    }

    [Fact]
    public void Whoever_notes_the_entries_in_any_order_of_pages_tells_the_same()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var log = Log(new Random(seed));
            var forward = new Retractions();
            log.ForEach(e => forward.Note(e));
            var cut = seed % log.Count;
            var backward = new Retractions();
            foreach (var entry in log.Skip(cut).Concat(log.Take(cut)))
            {
                backward.Note(entry);
            }

            Assert.Equal(log.ConvertAll(forward.Told), log.ConvertAll(backward.Told));
        }
    }

    private static string Visible(List<Entry> log)
    {
        var state = RoomState.Before(new GatheringTerms(GatheringState.Planned, null, DateTimeOffset.UnixEpoch, null, 0)).Apply(log);
        return string.Join('\n', state.Messages.Select(m => m.Hidden
            ? $"{m.Entry.Seq} hidden"
            : $"{m.Entry.Seq} {m.Entry.Text} {m.Entry.EditedAt} {m.Entry.Quote} {m.Replies}"));
    }

    // Rules hold here as the room holds them: what is hidden is neither changed nor answered.
    private static List<Entry> Log(Random random)
    {
        var log = new List<Entry> { new(1, EntryKind.Message, DateTimeOffset.UnixEpoch, "m-1", "名", "c-1", Text: "t1") };
        var standing = new List<long> { 1 };
        var restored = new HashSet<long>();
        for (var seq = 2L; seq <= 25; seq++)
        {
            var target = standing.Count > 0 ? standing[random.Next(standing.Count)] : (long?)null;
            var at = DateTimeOffset.UnixEpoch.AddSeconds(seq);
            var entry = (target, random.Next(6)) switch
            {
                ({ } t, 0) when !restored.Contains(t) => new Entry(seq, EntryKind.Hidden, at, "m-9", Target: t, Text: "理由"),
                ({ } t, 1 or 2) => new Entry(seq, EntryKind.Edited, at, "m-1", "名", $"c-{seq}", t, Text: $"t{seq}"),
                ({ } t, 3) => new Entry(seq, EntryKind.Message, at, "m-1", "名", $"c-{seq}", t, Text: $"t{seq}", Quote: new Quote("名", $"q{t}")),
                (_, 4) when log.Find(e => e.Kind == EntryKind.Hidden && restored.Add(e.Target!.Value)) is { Target: { } back } =>
                    Said(log, back) with { Seq = seq, Kind = EntryKind.Restored, At = at, Author = "m-9", ClientId = null, Target = back, Quote = null },
                _ => new Entry(seq, EntryKind.Message, at, "m-1", "名", $"c-{seq}", Text: $"t{seq}"),
            };
            _ = entry.Kind switch
            {
                EntryKind.Hidden => standing.Remove(entry.Target!.Value),
                EntryKind.Restored => Stands(standing, entry.Target!.Value),
                EntryKind.Message => Stands(standing, seq),
                _ => true,
            };
            log.Add(entry);
        }

        return log;
    }

    private static Entry Said(List<Entry> log, long seq) =>
        log.FindLast(e => e.Kind == EntryKind.Edited && e.Target == seq) is { } edit ? log[(int)seq - 1].ChangedBy(edit) : log[(int)seq - 1];

    private static bool Stands(List<long> standing, long seq)
    {
        standing.Add(seq);
        return true;
    }

    private async Task<(TestGathering Gathering, long Seq)> SaidAsync(string text)
    {
        var gathering = await new TestGathering(hub).Opened(2);
        await gathering.Enter("m-1");
        return (gathering, (await gathering.Post("m-1", "c-1", text)).Seq);
    }

    private static Task<RoomAnswer> Edit(TestGathering gathering, string member, long seq, string clientId, string text) =>
        gathering.Do(new Edit(HubFixture.Actor(member), seq, clientId, text));

    private async Task<RoomMessage> Shown(TestGathering gathering, long seq)
    {
        var relay = new TestRelay();
        var snapshot = await gathering.Grain.Subscribe("n-1", hub.Grains.CreateObjectReference<IRelayObserver>(relay));
        GC.KeepAlive(relay);
        return snapshot!.State.Messages.Single(m => m.Entry.Seq == seq);
    }
}

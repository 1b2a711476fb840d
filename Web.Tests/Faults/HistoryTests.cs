using Grains.Gatherings;

namespace Web.Tests.Faults;

/// <summary>
/// R21: the grain itself, two web nodes' relays and their clients, under lost, doubled and reordered frames, commits
/// that fail before or after they are written, owners that are fenced out, and nodes that die. Each world is a seed;
/// its history is checked against the one log.
/// </summary>
public sealed class HistoryTests
{
    private const int Worlds = 600;

    [Fact]
    [Trait("Category", "Slow")]
    public async Task R21_every_history_under_faults_is_the_history_of_one_log()
    {
        var seeds = Enumerable.Range(Rounds.Seed, Rounds.Count(Worlds)).Chunk(50);
        await Parallel.ForEachAsync(seeds, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, static async (chunk, _) =>
        {
            await using var hub = await ModelHub.StartAsync();
            foreach (var seed in chunk)
            {
                await new World(seed, hub).RunAsync();
            }
        });
    }

    [Fact]
    public void The_checker_sees_what_it_is_to_see()
    {
        Entry Message(long seq, string id, string author = "m-1") => new(seq, EntryKind.Message, default, author, ClientId: id, Text: "t");
        History Told(params (string Id, long Seq, string? Rule)[] answers)
        {
            var history = new History();
            foreach (var (id, seq, rule) in answers)
            {
                history.Answer(history.Ask("m-1", id, "t"), new RoomAnswer(rule is null ? null : new Grains.Rules.Refusal(rule, "", ""), seq));
            }

            return history;
        }

        Assert.Null(Told(("a", 1, null), ("b", 2, null), ("a", 1, null)).Check([Message(1, "a"), Message(2, "b")]));
        Assert.Contains("not dense", Told().Check([Message(2, "a")]), StringComparison.Ordinal);
        Assert.Contains("2 times", Told(("a", 1, null)).Check([Message(1, "a"), Message(2, "a")]), StringComparison.Ordinal);
        Assert.Contains("gone", Told(("a", 1, null)).Check([]), StringComparison.Ordinal);
        Assert.Contains("acknowledged as 2", Told(("a", 1, null), ("a", 2, null)).Check([Message(1, "a")]), StringComparison.Ordinal);
        Assert.Contains("refused", Told(("a", 0, "hub.unavailable")).Check([Message(1, "a")]), StringComparison.Ordinal);
        Assert.Null(Told(("a", 0, "hub.uncertain")).Check([Message(1, "a")]));
        Assert.Contains("stands before", Told(("a", 2, null), ("b", 1, null)).Check([Message(1, "b"), Message(2, "a")]), StringComparison.Ordinal);
    }
}

namespace Grains.Gatherings.Floor;

/// <summary>Who has the floor and who waits for it: folded from the log, so that everyone sees the same queue.</summary>
/// <param name="Hands">In the order in which they were raised (≤<see cref="RoomLimits.HandsMost"/>).</param>
/// <param name="Fair">Those who spoke least come first; points of order come before them all the same.</param>
/// <param name="Seconds">Time per person; 0: no limit.</param>
[GenerateSerializer, Immutable, Alias("floor-state")]
public sealed record FloorState(
    [property: Id(0)] Hand[] Hands,
    [property: Id(1)] Speaker? Speaker,
    [property: Id(2)] bool Fair,
    [property: Id(3)] int Seconds)
{
    public static readonly FloorState Empty = new([], null, Fair: false, Seconds: 0);

    /// <summary>The hands in the order in which they get the floor.</summary>
    public IEnumerable<Hand> Queue => Hands
        .OrderByDescending(static h => h.Order)
        .ThenBy(h => Fair && !h.Order ? h.Spoke : 0)
        .ThenBy(static h => h.Seq);

    public Hand? HandOf(string member) => Array.Find(Hands, h => h.Member == member);

    /// <summary>The floor after one more entry; entries of other kinds change nothing.</summary>
    public FloorState Apply(Entry entry) => entry.Kind switch
    {
        EntryKind.HandRaised or EntryKind.OrderRaised => Raise(entry),
        EntryKind.HandLowered or EntryKind.Muted => Without(entry.Subject),
        EntryKind.FloorGiven => Without(entry.Subject) with { Speaker = Speaker.Of(entry) },
        EntryKind.FloorEnded or EntryKind.Closed => this with { Speaker = null },
        EntryKind.FloorPaused => this with { Speaker = Speaker is null ? null : Speaker with { EndsAt = null, Left = entry.Value, Paused = true } },
        EntryKind.FloorResumed => this with { Speaker = Speaker is null ? null : Speaker with { EndsAt = entry.Value, Left = null, Paused = false } },
        EntryKind.FloorRules => this with { Seconds = (int)(entry.Value ?? 0), Fair = entry.Text == FairMode },
        _ => this,
    };

    /// <summary>The text of an entry that turns fair mode on.</summary>
    public const string FairMode = "fair";

    private FloorState Raise(Entry entry)
    {
        var hand = new Hand(entry.Seq, entry.Author ?? "", entry.AuthorName ?? "", entry.Kind == EntryKind.OrderRaised, entry.Value ?? 0);
        return this with { Hands = [.. Without(entry.Author).Hands, hand] };
    }

    private FloorState Without(string? member) =>
        Array.Exists(Hands, h => h.Member == member) ? this with { Hands = [.. Hands.Where(h => h.Member != member)] } : this;
}

/// <summary>A raised hand.</summary>
/// <param name="Seq">The entry that raised it.</param>
/// <param name="Order">程序性发言: a point of order.</param>
/// <param name="Spoke">Seconds that the member had the floor before.</param>
[GenerateSerializer, Immutable, Alias("hand")]
public sealed record Hand(
    [property: Id(0)] long Seq,
    [property: Id(1)] string Member,
    [property: Id(2)] string Name,
    [property: Id(3)] bool Order,
    [property: Id(4)] long Spoke);

/// <summary>Who has the floor.</summary>
/// <param name="EndsAt">When the time is over, in Unix milliseconds; null: no limit, or paused.</param>
/// <param name="Left">Milliseconds left while paused; null: no limit, or running.</param>
[GenerateSerializer, Immutable, Alias("speaker")]
public sealed record Speaker(
    [property: Id(0)] string Member,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] long? EndsAt,
    [property: Id(4)] long? Left = null,
    [property: Id(5)] bool Paused = false)
{
    internal static Speaker Of(Entry entry) => new(entry.Subject ?? "", entry.Text ?? "", entry.At, entry.Value);
}

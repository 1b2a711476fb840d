using Grains.Gatherings;
using Grains.Rules;
using Storage.Queries;
using Web.Live.Connections;
using Web.Live.Rooms;
using Web.Live.Wire;

namespace Web.Live.Node;

/// <summary>
/// The gatherings that run, for those who come in. Read once for everyone who asks within a second, so that thousands
/// who come back at once cost one query. News makes it read again: whoever connected too late to be pushed an opening finds
/// it in the list. When the database is away the last list goes on, the first time an empty one:
/// the page asks over HTTP and says so.
/// </summary>
public sealed class LiveBoard(GatheringQuery gatherings, RelayDirectory relays, TimeProvider time)
{
    public const long TrustMilliseconds = 1_000;
    private const string Everything = "/";

    private readonly Lock _gate = new();
    private IReadOnlyList<GatheringSummary> _last = [];
    private Task<IReadOnlyList<GatheringSummary>>? _reading;
    private long _readAt;

    /// <summary>Those that concern the member, with the live counts where the room is on this node.</summary>
    public async ValueTask<IReadOnlyList<LiveBrief>> For(Actor actor)
    {
        // More than a page of gatherings at once is a province; there each member's own are asked for.
        var live = await Read() is { Count: < Paging.Most } all
            ? all
            : await gatherings.OfMemberAsync(actor.Member, GatheringScope.Live, count: Paging.Most);
        var mine = new List<LiveBrief>();
        foreach (var summary in live)
        {
            if (NewsScope.Of(summary.Charter, actor) is { } standing)
            {
                mine.Add(new LiveBrief(new GatheringBrief(summary.Charter, summary.Terms, Counts(summary)), standing));
            }
        }

        return mine;
    }

    /// <summary>What was read, or is being read, may lack what the news is of.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            _reading = null;
        }
    }

    private Counts Counts(GatheringSummary summary) =>
        relays.Find(summary.Charter.Id)?.Room.Counts ?? new Counts(summary.Expected, summary.Present, summary.Excused, 0, 0, 0);

    private async Task<IReadOnlyList<GatheringSummary>> Read()
    {
        Task<IReadOnlyList<GatheringSummary>> reading;
        lock (_gate)
        {
            var now = time.Milliseconds();
            if (_reading is null || (_reading.IsCompleted && now - _readAt >= TrustMilliseconds))
            {
                _readAt = now;
                _reading = gatherings.OfSubtreeAsync(Everything, GatheringScope.Live, count: Paging.Most);
            }

            reading = _reading;
        }

        try
        {
            return _last = await reading;
        }
        catch (Exception)
        {
            return _last;
        }
    }
}

using System.Diagnostics;
using System.Text.Json;

namespace Bench.Province;

/// <summary>
/// Keeps the hub changing at a rate: of 25 commands 12 correct the register by a census, 8 carry two transfers from the
/// beginning to the acceptance, 3 move a small subtree, 2 are a member who joins a virtual branch and leaves it. Only the
/// corrections change the root's registered members, which is what the root's lag is read from.
/// </summary>
internal sealed class ProvinceLoad(ProvinceHttp http, ProvinceSessions sessions, ProvinceChanges corrections)
{
    private const int Turn = 25;
    private const int Corrections = 12;
    private const int Passages = 2;
    private const int Removals = 3;
    private const int Guests = 1;
    /// <summary>Commands of one transfer: begun by the member, agreed to by the branch, its committee and the branch that takes in.</summary>
    private const int Steps = 4;

    private int _commands;
    private int _transfers;
    private int _moves;
    private int _guests;

    public int Commands => _commands;
    public int Transfers => _transfers;
    public int Moves => _moves;
    public int JoinedAndLeft => _guests;

    /// <summary>How many of each take so many commands.</summary>
    public static (int Corrections, int Transfers, int Moves) Of(int commands)
    {
        var turns = (commands + Turn - 1) / Turn;
        return (turns * Corrections, turns * Passages, turns * Removals);
    }

    /// <summary>Sends until the corrections are used up; answers when everything is acknowledged.</summary>
    /// <param name="guesthouse">The virtual branch that members join and leave; null leaves that out.</param>
    /// <exception cref="InvalidOperationException">Something was refused.</exception>
    public async Task RunAsync(double rate, (string Id, long Rules)? guesthouse, CancellationToken cancellation)
    {
        var (clock, due, calls) = (Stopwatch.StartNew(), 0, new List<Task>());
        var (passages, removals, guests) = (new Queue<Passage>(sessions.Script.Passages), new Queue<Removal>(sessions.Script.Removals), new Queue<Signed>(sessions.Joiners));
        async Task Start(int weight, Func<Task> work)
        {
            var wait = TimeSpan.FromSeconds(due / rate) - clock.Elapsed;
            due += weight;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellation);
            }

            calls.Add(work());
        }

        while (corrections.Prepared > 0)
        {
            for (var i = 0; i < Corrections; i++)
            {
                await Start(1, () => CountedAsync(corrections.NextAsync(cancellation), 1));
                if (i % (Corrections / Passages) == 0 && passages.TryDequeue(out var passage))
                {
                    await Start(Steps, () => TransferAsync(passage, cancellation));
                }

                if (i % (Corrections / Removals) == 1 && removals.TryDequeue(out var removal))
                {
                    await Start(1, () => MoveAsync(removal, cancellation));
                }
            }

            for (var i = 0; i < Guests && guesthouse is not null && guests.TryDequeue(out var guest); i++)
            {
                await Start(2, () => VisitAsync(guest, guesthouse.Value, cancellation));
            }
        }

        await Task.WhenAll(calls);
    }

    private async Task TransferAsync(Passage passage, CancellationToken cancellation)
    {
        var id = ProvinceChanges.Id("t-");
        await http.PostAsync(
            passage.Member, "/api/transfers", new { requestId = ProvinceChanges.Id("r-"), id, target = passage.To.Node, reason = "work", submit = true }, cancellation);
        await AdvanceAsync(passage.From, id, "submitted", cancellation);
        await AdvanceAsync(passage.City, id, "sourceBranchOk", cancellation);
        var page = await AdvanceAsync(passage.To, id, "targetCommitteeReceived", cancellation);
        var state = page.GetProperty("transfer").GetProperty("state").GetString();
        if (state is not ("targetBranchAccepted" or "filed"))
        {
            throw new InvalidOperationException($"A transfer ended as {state}.");
        }

        Interlocked.Increment(ref _transfers);
        Interlocked.Add(ref _commands, Steps);
    }

    private Task<JsonElement> AdvanceAsync(Signed by, string id, string from, CancellationToken cancellation) =>
        http.PostAsync(by, $"/api/transfers/{id}/advance", new { requestId = ProvinceChanges.Id("r-"), from }, cancellation);

    private async Task MoveAsync(Removal removal, CancellationToken cancellation)
    {
        await http.PostAsync(
            removal.City, $"/api/org/nodes/{removal.Node}/move", new { requestId = ProvinceChanges.Id("r-"), parent = removal.Parent }, cancellation);
        Interlocked.Increment(ref _moves);
        Interlocked.Increment(ref _commands);
    }

    private async Task VisitAsync(Signed guest, (string Id, long Rules) house, CancellationToken cancellation)
    {
        await VirtualJoin.JoinAsync(http, guest, house.Id, house.Rules, cancellation);
        await http.PostAsync(guest, $"/api/virtual-branches/{house.Id}/leave", new { requestId = ProvinceChanges.Id("r-") }, cancellation);
        Interlocked.Increment(ref _guests);
        Interlocked.Add(ref _commands, 2);
    }

    private async Task CountedAsync(Task work, int commands)
    {
        await work;
        Interlocked.Add(ref _commands, commands);
    }
}
